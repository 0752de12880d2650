import { anApplication } from '../__testUtils__/anApplication';
import { keyOf, type Observation, type ObservedApplication } from './observed';
import { mergeEvent } from './merge';

const OLD = [{ id: 'old' }];
const NEW = [{ id: 'new' }];
const EARLIER = '2026-11-22T09:00:00.000Z';
const LATER = '2026-11-22T10:00:00.000Z';

const operation = (phase: 'Failed' | 'Running', startedAt: string) => ({
  phase,
  startedAt,
  automated: false,
  retries: 0,
  hooks: [],
});

/** What is known once the watch has told the second after the first. */
function after(
  known: Partial<ObservedApplication>,
  told: Partial<ObservedApplication>,
  more: Pick<Observation, 'dryRun' | 'compared'> = {},
) {
  const before = anApplication('api', known);
  const { changed } = mergeEvent(new Map([[keyOf(before), before]]), {
    type: 'changed',
    observation: { application: anApplication('api', told), ...more },
  });
  return changed[0]?.application ?? before;
}

describe('what a failed sync has brought', () => {
  const failed = {
    revisions: NEW,
    deployedAt: LATER,
    unrecorded: true,
    operation: operation('Failed', LATER),
    operationRevisions: NEW,
  };
  const again = { revisions: OLD, deployedAt: EARLIER };

  it('runs while the next one does', () => {
    const next = operation('Running', '2026-11-22T11:00:00.000Z');
    expect(after(failed, { ...again, operation: next })).toMatchObject({
      revisions: NEW,
      deployedAt: LATER,
      operation: next,
    });
  });

  it('runs while a dry run hides it', () => {
    expect(after(failed, again, { dryRun: true })).toMatchObject({
      revisions: NEW,
      deployedAt: LATER,
      operation: { phase: 'Failed' },
    });
  });

  it('is what waits and drift are told by', () => {
    const told = (compared: { id: string }[]) =>
      after(
        failed,
        { ...again, sync: 'OutOfSync', waiting: NEW, drifted: true },
        { compared },
      );
    // It was taken back in Git
    expect(told(OLD)).toMatchObject({ waiting: OLD });
    expect(told(OLD).drifted).toBeUndefined();
    expect(told(NEW)).toMatchObject({ drifted: true });
    expect(told(NEW).waiting).toBeUndefined();
  });

  it('is whole, whatever its object tells of it later', () => {
    const { operation: same } = failed;
    const told = { ...again, mixed: true, operation: same };
    expect(after(failed, told).mixed).toBeUndefined();
  });

  it('is in part what the next one left that failed halfway', () => {
    const next = operation('Failed', '2026-11-22T11:00:00.000Z');
    expect(
      after(failed, { ...again, mixed: true, operation: next }),
    ).toMatchObject({ revisions: NEW, mixed: true });
  });

  it('does not run where a cluster’s database was restored', () => {
    const before = { ...again, resourceVersion: '90' };
    expect(after({ ...failed, resourceVersion: '100' }, before)).toMatchObject(
      again,
    );
    // Argo CD has what succeeded in its history, and no longer tells of it
    const { unrecorded, ...succeeded } = failed;
    expect(after(succeeded, again)).toMatchObject(again);
  });

  it('runs until something is deployed later, or the Application is made anew', () => {
    const latest = '2026-11-22T12:00:00.000Z';
    expect(after(failed, { revisions: OLD, deployedAt: latest })).toMatchObject(
      { revisions: OLD, deployedAt: latest },
    );
    expect(after(failed, { ...again, uid: 'another' })).toMatchObject(again);
  });
});

it('is known that a part was replaced, until all is deployed again', () => {
  const mixed = { revisions: OLD, deployedAt: EARLIER, mixed: true };
  const told = { revisions: OLD, deployedAt: EARLIER };
  const next = operation('Running', LATER);
  expect(after(mixed, { ...told, operation: next }).mixed).toBe(true);
  expect(after(mixed, { ...told, deployedAt: LATER }).mixed).toBeUndefined();
});
