import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationSchema } from '@michi/plugin-deploy-status-common';
import { ApplicationBook } from '../domain/ApplicationBook';
import { deploymentsOf } from '../domain/observed';
import { toApplication } from '../domain/view';
import { REVISION_ANSWERS } from './revisionAnswers';
import { toModel } from './toModel';
import {
  wireApplicationSchema,
  wireListSchema,
  wireWatchFrameSchema,
} from './wire';

/*
 * Every recorded answer of a real Argo CD must parse, become our model, and
 * lose nothing of what the model has a place for.
 */

const root = process.env.MICHI_RECORDINGS;
const folder = join(root ?? '/nonexistent', 'argocd');
const describeRecorded = root ? describe : describe.skip;
const reason = root ? '' : ' (skipped: MICHI_RECORDINGS is not set)';

interface RecordedApplication {
  metadata: { name: string; namespace?: string };
  status?: {
    health?: { status?: string };
    sync?: { status?: string };
    history?: Array<{ revision?: string; revisions?: string[] }>;
    operationState?: {
      phase?: string;
      startedAt?: string;
      operation?: { sync?: { dryRun?: boolean } };
    };
    conditions?: unknown[];
    summary?: { images?: string[] };
  };
}

const files = root ? readdirSync(folder) : [];

function body(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).response?.body;
}

function isApplication(value: unknown): value is RecordedApplication {
  return (
    typeof value === 'object' &&
    value !== null &&
    'spec' in value &&
    'metadata' in value &&
    JSON.stringify(value).includes('repoURL')
  );
}

function expectNothingLost(recorded: RecordedApplication): void {
  const observation = toModel(wireApplicationSchema.parse(recorded), {
    instance: 'lab',
    frontendUrl: 'https://argo',
    observedAt: '2026-11-23T10:00:00.000Z',
  });
  const { application } = observation;
  const deployments = deploymentsOf(observation);
  const { status = {} } = recorded;
  expect(application.name).toBe(recorded.metadata.name);
  expect(application.health).toBe(status.health?.status || 'Unknown');
  expect(application.sync).toBe(status.sync?.status || 'Unknown');
  expect(application.conditions).toHaveLength(status.conditions?.length ?? 0);
  expect(application.images).toHaveLength(status.summary?.images?.length ?? 0);
  const last = status.history?.at(-1);
  expect(application.revisions.map(({ id }) => id)).toEqual(
    last?.revisions ?? (last?.revision ? [last.revision] : []),
  );
  // `fields=` leaves out the start, without which an operation has no identity.
  // A dry run deploys nothing.
  const started =
    status.operationState?.startedAt !== undefined &&
    !status.operationState.operation?.sync?.dryRun;
  expect(application.operation?.phase).toBe(
    started ? status.operationState?.phase : undefined,
  );
  const operations = started ? 1 : 0;
  expect(deployments.length).toBeGreaterThanOrEqual(
    status.history?.length ?? 0,
  );
  expect(deployments.length).toBeLessThanOrEqual(
    (status.history?.length ?? 0) + operations,
  );
  // It is what our own API promises.
  applicationSchema.parse(
    toApplication(
      application,
      {
        name: 'lab',
        environment: 'lab',
        protected: false,
        connection: 'connected',
      },
      { metadata: () => undefined, url: () => undefined },
    ),
  );
}

describeRecorded(`recordings of a real Argo CD${reason}`, () => {
  const lists = files.filter(
    file => file.startsWith('list-') && !file.includes('bad-selector'),
  );
  const single = files.filter(
    file => /^(get|post)-.*\.json$/.test(file) && isApplication(body(file)),
  );
  // The stream of a resource tree is another one, which we do not read.
  const streams = files.filter(
    file =>
      /^watch-.*\.(sse|ndjson)$/.test(file) && !file.includes('resource-tree'),
  );

  it.each(lists.length > 0 ? lists : ['none'])('%s', file => {
    const recorded = body(file);
    const items = wireListSchema.parse(recorded);
    expect(items).toEqual(
      (recorded as { items?: unknown[] | null }).items ?? [],
    );
    items.filter(isApplication).forEach(expectNothingLost);
  });

  it.each(single.length > 0 ? single : ['none'])('%s', file => {
    expect.hasAssertions();
    [body(file)].filter(isApplication).forEach(expectNothingLost);
  });

  it.each(streams.length > 0 ? streams : ['none'])('%s', file => {
    const frames = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map(line => line.replace(/^data:\s*/, '').trim())
      .filter(line => line.startsWith('{') && line.endsWith('}'))
      .map(line => wireWatchFrameSchema.parse(JSON.parse(line)));
    expect(frames.length).toBeGreaterThan(0);
    frames
      .map(frame => 'result' in frame && frame.result.application)
      .filter(isApplication)
      .forEach(expectNothingLost);
  });

  it('revision metadata', () => {
    expect(
      REVISION_ANSWERS.commit.schema.parse(body('revision-metadata.json')),
    ).toEqual({
      author: 'Lab <lab@example.com>',
      committedAt: '2026-11-23T07:25:10.000Z',
      message: 'feat: first version of demo',
    });
  });
});

describeRecorded(`a recorded list${reason}`, () => {
  it('has for a selector what Argo CD finds in every namespace', () => {
    const book = new ApplicationBook();
    for (const item of wireListSchema.parse(body('list-full.json'))) {
      book.put(
        toModel(wireApplicationSchema.parse(item), {
          instance: 'lab',
          frontendUrl: 'https://argo',
          observedAt: '2026-11-23T10:00:00.000Z',
        }).application,
      );
    }
    const found = (selector: string) =>
      book.find({ selector }).map(one => `${one.namespace}/${one.name}`);
    expect(found('backstage.io/kubernetes-id=tenant')).toEqual([
      'team-a/tenant',
    ]);
    const asked = wireListSchema
      .parse(body('list-by-selector.json'))
      .map(item => wireApplicationSchema.parse(item).metadata);
    expect(found('backstage.io/kubernetes-id=multi')).toEqual(
      asked.map(one => `${one.namespace}/${one.name}`),
    );
  });
});
