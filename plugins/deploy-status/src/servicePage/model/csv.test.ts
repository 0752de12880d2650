import { deployment } from '../../__testUtils__/builders';
import { toCsv } from '../../model/csv';
import { deploymentTable } from './deploymentTable';

it('quotes what has to be quoted', () => {
  expect(toCsv([['a,b', 'say "yes"', 'two\nlines', 'plain']])).toBe(
    '\uFEFF"a,b","say ""yes""","two\nlines",plain\r\n',
  );
});

it('lets no commit message become a formula', () => {
  expect(toCsv([['=HYPERLINK("http://evil")', '-1+1', '@x']])).toBe(
    `\uFEFF"'=HYPERLINK(""http://evil"")",'-1+1,'@x\r\n`,
  );
});

it('writes a deployment in one line under the names', () => {
  const [names, row] = deploymentTable([
    deployment('production', {
      startedAt: '2026-11-23T14:00:00Z',
      finishedAt: '2026-11-23T14:00:48Z',
      healthyAt: '2026-11-23T14:02:00Z',
    }),
  ]);
  const value = (name: string) => row?.[names?.indexOf(name) ?? -1];
  expect(value('environment')).toBe('production');
  expect(value('version')).toBe('0.1.42');
  expect(value('seconds_to_synced')).toBe('48');
  expect(value('seconds_to_healthy')).toBe('120');
  expect(value('started_by')).toBe('');
});

it('writes a digest in full', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const [, row] = deploymentTable([
    deployment('production', { images: [{ name: 'blog-api', digest }] }),
  ]);
  expect(row).toContain(digest);
});
