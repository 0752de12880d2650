import { deployment } from '../__testUtils__/builders';
import { layOut, STRIP } from './timeline';

const start = new Date('2026-11-23T00:00:00Z');

it('places deployments by environment and time of day', () => {
  const noon = deployment('dev', { startedAt: '2026-11-23T12:00:00Z' });
  const dawn = deployment('production', { startedAt: '2026-11-23T00:00:00Z' });
  const { lanes, marks, hours } = layOut([noon, dawn], start, [
    'dev',
    'staging',
  ]);
  expect(lanes).toEqual(['dev', 'staging', 'production']);
  const middle = (STRIP.left + STRIP.width - STRIP.right) / 2;
  expect(marks).toEqual([
    { deployment: dawn, x: STRIP.left, lane: 2 },
    { deployment: noon, x: middle, lane: 0 },
  ]);
  expect(hours.at(-1)?.x).toBe(STRIP.width - STRIP.right);
});

it('keeps what the clock of another machine puts outside the day at its edge', () => {
  const { marks } = layOut(
    [deployment('dev', { startedAt: '2026-11-24T00:05:00Z' })],
    start,
    [],
  );
  expect(marks[0]?.x).toBe(STRIP.width - STRIP.right);
});

it('draws failures last, so that no other mark hides one', () => {
  const at = (hour: number, more = {}) =>
    deployment('production', {
      startedAt: new Date(start.getTime() + hour * 3_600_000).toISOString(),
      ...more,
    });
  const failed = at(12, { phase: 'Failed' });
  const before = at(11.9);
  const after = at(12.1);
  const { marks } = layOut([after, failed, before], start, []);
  expect(marks.map(mark => mark.deployment)).toEqual([before, after, failed]);
});
