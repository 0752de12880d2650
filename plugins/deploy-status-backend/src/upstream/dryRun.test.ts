import { fakeApplication } from '../__testUtils__/fakeApplication';
import { listing } from '../__testUtils__/listing';
import { mergeEvent, mergeList } from '../domain/merge';
import { keyOf, type ObservedApplication } from '../domain/observed';
import { toModel } from './toModel';
import { wireApplicationSchema } from './wire';

/* In the shape of the recorded post-sync-plain-dryrun and the frames after it. */

const FAILED = {
  phase: 'Failed',
  startedAt: '2026-11-23T07:00:00Z',
  finishedAt: '2026-11-23T07:00:05Z',
  message: 'one or more objects failed to apply',
  operation: { sync: { revision: 'b'.repeat(40) } },
  syncResult: {
    revision: 'b'.repeat(40),
    resources: [
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'blog-api',
        status: 'SyncFailed',
        message: 'Deployment.apps "blog-api" is invalid',
      },
    ],
  },
};
const ASKED = { sync: { revision: 'c'.repeat(40), dryRun: true } };
const DRY_RUN = {
  phase: 'Succeeded',
  startedAt: '2026-11-23T07:39:26Z',
  finishedAt: '2026-11-23T07:39:26Z',
  operation: ASKED,
  syncResult: {
    resources: [
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'blog-api',
        status: 'Synced',
        message: 'deployment.apps/blog-api configured (dry run)',
      },
    ],
  },
};

function observed(
  operationState: object | undefined,
  operation?: object,
  resourceVersion?: string,
) {
  const object = fakeApplication('blog-api', { health: 'Degraded' });
  return toModel(
    wireApplicationSchema.parse({
      ...object,
      metadata: {
        ...object.metadata,
        namespace: 'argocd',
        uid: 'uid',
        resourceVersion,
      },
      status: { ...object.status, operationState },
      ...(operation && { operation }),
    }),
    {
      instance: 'dev',
      frontendUrl: 'https://argocd.example',
      observedAt: '2026-11-23T08:00:00.000Z',
    },
  );
}

const knownAfter = (state: object): Map<string, ObservedApplication> => {
  const { application } = observed(state);
  return new Map([[keyOf(application), application]]);
};

describe('a dry run in the place of the last operation', () => {
  const phases: Array<[string, object | undefined, object | undefined]> = [
    ['asked for', undefined, ASKED],
    ['running', { ...DRY_RUN, phase: 'Running' }, ASKED],
    ['over', DRY_RUN, undefined],
  ];

  it.each(phases)(
    'leaves what failed before in its place while %s',
    (_when, state, operation) => {
      const known = knownAfter(FAILED);
      const seen = observed(state, operation);
      expect(seen.deployment).toBeUndefined();
      expect(seen.history?.()).toMatchObject([{ phase: 'Succeeded' }]);

      // Nothing has happened, as far as anybody needs to know.
      const changes = mergeEvent(known, { type: 'changed', observation: seen });
      expect(changes.changed).toEqual([]);
      expect(changes.touched).toMatchObject([
        {
          operation: { phase: 'Failed', message: FAILED.message },
          operationRevisions: [{ id: 'b'.repeat(40) }],
          troubles: [{ message: 'Deployment.apps "blog-api" is invalid' }],
        },
      ]);
      expect(
        mergeList(known, listing(seen), new Set(), Date.now()).changed,
      ).toEqual([]);
    },
  );

  it('does not hide that operation from a watch that a list with the dry run has overtaken', () => {
    const known = knownAfter(FAILED);
    const { touched } = mergeList(
      known,
      listing(observed(DRY_RUN, undefined, '9')),
      new Set(),
      Date.now(),
    );
    const late = mergeEvent(new Map(touched.map(one => [keyOf(one), one])), {
      type: 'changed',
      observation: observed(FAILED, undefined, '7'),
    });
    expect(late.changed).toMatchObject([{ deployment: { phase: 'Failed' } }]);
  });

  it('says nothing of an operation whose end was not seen', () => {
    const running = { ...FAILED, phase: 'Running' };
    const { changed } = mergeEvent(knownAfter(running), {
      type: 'changed',
      observation: observed(DRY_RUN),
    });
    expect(changed[0]?.application.operation).toBeUndefined();
  });
});
