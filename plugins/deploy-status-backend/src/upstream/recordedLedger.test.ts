import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerOf } from '../__testUtils__/ledgerOf';
import { deploymentsOf, type ObservedDeployment } from '../domain/observed';
import { toModel } from './toModel';
import { wireApplicationSchema, wireWatchFrameSchema } from './wire';

/*
 * What the ledger says after what a real Argo CD was recorded saying.
 */

const root = process.env.MICHI_RECORDINGS;
const folder = join(root ?? '/nonexistent', 'argocd');
const describeRecorded = root ? describe : describe.skip;
const reason = root ? '' : ' (skipped: MICHI_RECORDINGS is not set)';

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const sightings = (application: unknown) =>
  deploymentsOf(
    toModel(wireApplicationSchema.parse(application), {
      instance: 'lab',
      frontendUrl: 'https://argo',
      observedAt: '2026-11-23T10:00:00.000Z',
    }),
  );

function told(file: string): ObservedDeployment[] {
  return ledgerOf(sightings(JSON.parse(read(file)).response.body));
}

function watched(file: string): ObservedDeployment[] {
  const frames = read(file)
    .split('\n')
    .map(line => line.replace(/^data:\s*/, '').trim())
    .filter(line => line.startsWith('{') && line.endsWith('}'))
    .map(line => wireWatchFrameSchema.parse(JSON.parse(line)))
    .flatMap(frame => ('result' in frame ? [frame.result.application] : []));
  const ledger = ledgerOf(frames.flatMap(sightings));
  // In whichever order the frames come.
  expect(ledgerOf([...frames].reverse().flatMap(sightings))).toEqual(ledger);
  return ledger;
}

const at = (time: string) => `2026-11-23T${time}.000Z`;
const image = (name: string, tag: string) => ({
  name: `example.com/${name}`,
  tag,
});

describeRecorded(`the ledger of a real Argo CD${reason}`, () => {
  it('has one deployment for an operation that was tried three times, and why each attempt failed', () => {
    const reasonGiven = expect.stringContaining(
      '"no-such-namespace" not found',
    );
    expect(watched('watch-retry-sse.sse')).toMatchObject([
      {
        startedAt: at('07:40:08'),
        phase: 'Failed',
        finishedAt: at('07:40:45'),
        retries: 2,
        startedBy: 'portal',
        attempts: [
          {
            number: 1,
            phase: 'Failed',
            finishedAt: at('07:40:09'),
            message: reasonGiven,
          },
          {
            number: 2,
            phase: 'Failed',
            finishedAt: at('07:40:21'),
            message: reasonGiven,
          },
        ],
        message: expect.stringContaining('(retried 2 times)'),
      },
    ]);
  });

  it('measures nothing while a retry waits', () => {
    const [running] = told('get-retry-in-backoff.json');
    expect(running).toMatchObject({
      phase: 'Running',
      retries: 1,
      attempts: [{ number: 1, phase: 'Failed', finishedAt: at('07:40:09') }],
    });
    expect(running).not.toHaveProperty('finishedAt');
  });

  it('has the hooks and what they said', () => {
    const hooks = [
      { kind: 'ConfigMap', name: 'hooks-pre', type: 'PreSync' },
      {
        kind: 'Job',
        name: 'hooks-migrate',
        type: 'PreSync',
        phase: 'Succeeded',
        message: 'Reached expected number of succeeded pods',
      },
      { kind: 'ConfigMap', name: 'hooks-post', type: 'PostSync' },
    ];
    expect(watched('watch-hooks-sse.sse')).toMatchObject([
      { startedAt: at('07:39:45'), hooks },
      { startedAt: at('07:39:55'), hooks },
    ]);
  });

  it('knows a rollback by what it brought, and that repeating it is none', () => {
    expect(
      watched('watch-rollback-sse.sse').map(one => [
        one.revisions[0]?.id.slice(0, 7),
        one.rollback,
      ]),
    ).toEqual([
      ['440b064', false],
      ['0e15f5e', false],
      ['adee3bf', false],
      ['440b064', true],
      ['440b064', false],
    ]);
  });

  it('has an operation that was stopped, or is being stopped in vain', () => {
    expect(watched('watch-terminate-sse.sse').at(-1)).toMatchObject({
      startedAt: at('07:43:05'),
      phase: 'Failed',
      finishedAt: at('07:43:10'),
      message: 'Operation terminated',
    });
    expect(watched('watch-rollback-in-window-sse.sse').at(-1)).toMatchObject({
      startedAt: at('07:46:50'),
      phase: 'Terminating',
      message: 'Sync operation blocked by sync window',
    });
  });

  it('waits for KubeVela to act before it calls the result healthy', () => {
    expect(watched('watch-oam-sse.sse')).toMatchObject([
      {
        finishedAt: at('07:52:43'),
        healthyAt: at('07:52:50'),
        images: [image('shop', '1')],
      },
    ]);
    // While both ran, Argo CD told both images.
    expect(watched('watch-oam-second-sse.sse').at(-1)).toMatchObject({
      finishedAt: at('07:53:56'),
      healthyAt: at('07:54:00'),
      imagesBefore: [image('shop', '1')],
      images: [image('shop', '2')],
    });
  });

  it('has each of several, a partial one too, and no dry run', () => {
    const ledger = watched('watch-all-sse-during-sync.sse');
    expect(
      ledger
        .filter(({ application }) => application === 'plain')
        .map(({ startedAt, evidence }) => [startedAt, evidence?.partial]),
    ).toEqual([
      [at('07:39:16'), undefined],
      [at('07:39:22'), undefined],
      // The dry run was at 07:39:26.
      [at('07:39:27'), true],
      [at('07:39:28'), undefined],
    ]);
    expect(
      ledger.find(({ application }) => application === 'auto'),
    ).toMatchObject({ automated: true, retries: 1, phase: 'Succeeded' });
    expect(told('post-sync-plain-dryrun.json')).toHaveLength(2);
  });

  it('has a deployment of an Application that is gone', () => {
    expect(watched('watch-create-delete-sse.sse')).toMatchObject([
      {
        application: 'temp',
        phase: 'Succeeded',
        finishedAt: at('07:43:13'),
        healthyAt: at('07:43:13'),
      },
    ]);
  });

  it('has a revision for each source, and where it was deployed to', () => {
    expect(told('get-multi.json')).toMatchObject([
      {
        destination: 'https://kubernetes.default.svc',
        revisions: [{ sourceIndex: 0 }, { sourceIndex: 1 }],
        healthyAt: at('07:39:52'),
      },
    ]);
  });

  it('has the images of the applied manifests, also where they never ran', () => {
    expect(told('get-web.json')).toMatchObject([
      { images: [image('web', '1')], healthyAt: at('07:39:54') },
    ]);
    const [stuck] = told('get-progressing.json');
    expect(stuck).toMatchObject({
      phase: 'Succeeded',
      images: [image('never', '1')],
    });
    expect(stuck).not.toHaveProperty('healthyAt');
  });
});
