import { fakeApplication } from '../__testUtils__/fakeApplication';
import { listing } from '../__testUtils__/listing';
import { toModel } from '../upstream/toModel';
import { wireApplicationSchema } from '../upstream/wire';
import { mergeEvent, mergeList } from './merge';
import type { Observation } from './observed';

const STARTED = '2026-11-23T10:00:00Z';
const FINISHED = '2026-11-23T10:00:30Z';
const COMPARED = '2026-11-23T10:03:00Z';
const BEFORE = '2026-11-23T08:00:00Z';
/** When a list is asked for. */
const LATER = Date.parse('2026-11-23T10:05:00Z');

/**
 * Of KubeVela, synced and compared again, and healthy all the time: judged by
 * Argo CD, not judged, or from a list, which does not tell.
 */
function seen(
  told: 'judged' | 'ignored' | 'listed',
  more: {
    healthSince?: string | null;
    status?: string;
    why?: string;
    tag?: string;
    version?: string;
  } = {},
): Observation {
  const { tag = '0.9.0', version = '1', healthSince = BEFORE } = more;
  const health = {
    status: more.status ?? 'Healthy',
    ...(more.why && { message: more.why }),
  };
  const application = fakeApplication('blog-api', { tag });
  return toModel(
    wireApplicationSchema.parse({
      ...application,
      metadata: { ...application.metadata, resourceVersion: version },
      status: {
        ...application.status,
        reconciledAt: COMPARED,
        health: {
          ...health,
          ...(healthSince && { lastTransitionTime: healthSince }),
        },
        resources: [
          {
            group: 'core.oam.dev',
            kind: 'Application',
            name: 'blog-api',
            status: 'Synced',
            ...(told === 'judged' && { health }),
          },
          {
            group: 'apps',
            kind: 'Deployment',
            name: 'blog-api',
            ...(told !== 'listed' && { health }),
          },
        ],
        operationState: {
          phase: 'Succeeded',
          startedAt: STARTED,
          finishedAt: FINISHED,
          syncResult: {
            revision: 'a'.repeat(40),
            resources: [
              {
                group: 'core.oam.dev',
                kind: 'Application',
                name: 'blog-api',
                status: 'Synced',
              },
            ],
          },
        },
      },
    }),
    { instance: 'dev', frontendUrl: 'https://argo', observedAt: COMPARED },
  );
}

const last = ({ deployment }: Observation) => deployment;
const tags = (one: Observation) => last(one)?.images.map(({ tag }) => tag);

describe('a deployment of KubeVela', () => {
  it('is healthy with what runs where Argo CD judges it and health did not change', () => {
    const judged = seen('judged');
    expect(last(judged)?.healthyAt).toBe('2026-11-23T10:00:30.000Z');
    expect(tags(judged)).toEqual(['0.9.0']);
  });

  it.each(['ignored', 'listed'] as const)(
    'says neither when it was healthy nor what it deployed where health may not cover it: %s',
    told => {
      const unjudged = seen(told);
      expect(last(unjudged)?.phase).toBe('Succeeded');
      expect(last(unjudged)?.healthyAt).toBeUndefined();
      expect(tags(unjudged)).toEqual([]);
    },
  );

  it('says both once health was seen to come back, whoever judges', () => {
    const turned = seen('ignored', { healthSince: '2026-11-23T10:01:10Z' });
    expect(last(turned)?.healthyAt).toBe('2026-11-23T10:01:10.000Z');
    expect(tags(turned)).toEqual(['0.9.0']);
  });

  it('says both of a row of a list, where the watch has told that Argo CD judges it', () => {
    const known = seen('judged', { tag: '0.8.0' }).application;
    const row = seen('listed', { version: '2' });
    const book = new Map([['argocd/blog-api', known]]);
    const [changed] = mergeList(book, listing(row), new Set(), LATER).changed;
    expect(changed && last(changed)).toEqual(last(seen('judged')));
    // As what the watch tells later changes nothing that is known, nothing more will be heard of it.
    expect(
      mergeEvent(
        new Map([['argocd/blog-api', changed?.application ?? known]]),
        { type: 'changed', observation: seen('judged', { version: '3' }) },
      ).changed,
    ).toEqual([]);
  });

  it('says when health turned to Degraded, and why, whoever judges', () => {
    const status = 'Degraded';
    const why = 'exceeded its progress deadline';
    const healthSince = '2026-11-23T10:10:00.000Z';
    expect(
      last(seen('ignored', { status, why, healthSince }))?.evidence,
    ).toMatchObject({
      movedAt: healthSince,
      degradedAt: healthSince,
      degradedWhy: { at: healthSince, message: why },
    });
    // It was so before.
    expect(last(seen('ignored', { status }))?.evidence).not.toHaveProperty(
      'degradedAt',
    );
  });
});

describe('where Argo CD does not say when health changed', () => {
  const at = (time: string, one: Observation): Observation => ({
    ...one,
    application: { ...one.application, observedAt: `2026-11-23T${time}.000Z` },
  });
  const undated = (status: string) =>
    seen('ignored', { status, healthSince: null });

  it('takes the time at which the watch saw it, and what ran by then', () => {
    const book = new Map([
      ['argocd/blog-api', at('10:00:40', undated('Progressing')).application],
    ]);
    const observation = at('10:01:05', undated('Healthy'));
    const [changed] = mergeEvent(book, {
      type: 'changed',
      observation,
    }).changed;
    expect(changed && last(changed)).toMatchObject({
      healthyAt: '2026-11-23T10:01:05.000Z',
      images: [{ tag: '0.9.0' }],
    });
    // A list says that it has changed, and not when.
    const { application } = observation;
    const listed = {
      ...observation,
      application: { ...application, resourceVersion: '2' },
    };
    const [row] = mergeList(book, listing(listed), new Set(), LATER).changed;
    expect(row && last(row)?.phase).toBe('Succeeded');
    expect(row && last(row)).not.toHaveProperty('healthyAt');
  });

  it('takes the end where our clock is behind', () => {
    const book = new Map([
      ['argocd/blog-api', at('09:50:40', undated('Progressing')).application],
    ]);
    const observation = at('09:51:05', undated('Healthy'));
    const [changed] = mergeEvent(book, {
      type: 'changed',
      observation,
    }).changed;
    expect(changed && last(changed)?.healthyAt).toBe(
      '2026-11-23T10:00:30.000Z',
    );
  });
});
