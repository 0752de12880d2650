import { anApplication } from '../__testUtils__/anApplication';
import { listing } from '../__testUtils__/listing';
import fc from 'fast-check';
import { ApplicationBook } from './ApplicationBook';
import { commitUrl, comparisonUrl, repositoryPage } from './commitUrl';
import { mergeDeployments } from './deployments';
import { entityState } from './entityState';
import { parseImage } from './image';
import { mergeEvent, mergeList } from './merge';
import type {
  Observation,
  ObservedApplication,
  ObservedDeployment,
} from './observed';
import { parseLabelSelector } from './selector';

const seen = (
  name: string,
  more: Partial<ObservedApplication> = {},
): Observation => ({ application: anApplication(name, more) });

const book = (...applications: ObservedApplication[]) => {
  const made = new ApplicationBook();
  applications.forEach(one => made.put(one));
  return made;
};

/** A moment after what is known was seen. */
const ASKED_AT = Date.parse('2026-11-23T10:00:01Z');
const NOTHING = { changed: [], touched: [], removed: [] };

describe('news of the watch', () => {
  it('change what they name', () => {
    const observation = seen('a', { health: 'Degraded', resourceVersion: '2' });
    expect(
      mergeEvent(book(anApplication('a')).all, {
        type: 'changed',
        observation,
      }),
    ).toEqual({ changed: [observation], touched: [], removed: [] });
  });

  it('that only reconciled change nothing that people see', () => {
    const observation = seen('a', {
      resourceVersion: '2',
      observedAt: '2026-11-23T11:00:00.000Z',
    });
    const known = anApplication('a');
    const changes = mergeEvent(book(known).all, {
      type: 'changed',
      observation,
    });
    expect(changes).toEqual({
      changed: [],
      touched: [observation.application],
      removed: [],
    });
    // Others tell by it that there is nothing new.
    expect(changes.touched[0]?.revisions).toBe(known.revisions);
  });

  it('delete what is known, once', () => {
    const known = book(anApplication('a'));
    const event = { type: 'deleted', namespace: 'argocd', name: 'a' } as const;
    const changes = mergeEvent(known.all, event);
    expect(changes.removed).toEqual([{ namespace: 'argocd', name: 'a' }]);
    known.apply(changes);
    expect(known.all.size).toBe(0);
    expect(mergeEvent(known.all, event).removed).toEqual([]);
  });
});

describe('a list', () => {
  it('adds, changes and removes', () => {
    const known = book(anApplication('same'), anApplication('gone'));
    const changes = mergeList(
      known.all,
      listing(seen('same'), seen('new')),
      new Set(),
      ASKED_AT,
    );
    expect(changes.changed.map(one => one.application.name)).toEqual(['new']);
    expect(changes.removed).toEqual([{ namespace: 'argocd', name: 'gone' }]);
  });

  it('is older than what the watch said meanwhile', () => {
    const known = book(
      anApplication('changed', { health: 'Degraded', resourceVersion: '9' }),
      anApplication('appeared'),
    );
    const newer = new Set(['argocd/changed', 'argocd/appeared', 'argocd/gone']);
    expect(
      mergeList(
        known.all,
        listing(seen('changed'), seen('gone')),
        newer,
        ASKED_AT,
      ),
    ).toEqual({ changed: [], touched: [], removed: [] });
  });

  it('of a server that is behind does not put back what is known', () => {
    const known = book(anApplication('a', { resourceVersion: '101' })).all;
    const row = seen('a', { health: 'Progressing', resourceVersion: '99' });
    expect(mergeList(known, listing(row), new Set(), ASKED_AT)).toEqual(
      NOTHING,
    );
  });

  it.each([
    ['another object of that name', { uid: 'another' }, ASKED_AT],
    ['a version that is no number', { resourceVersion: '99-a' }, ASKED_AT],
    // Where the cluster's database was restored.
    ['an older version, long after', {}, ASKED_AT + 60_000],
  ])('is believed about %s', (_what, differently, askedAt) => {
    const known = book(anApplication('a', { resourceVersion: '101' })).all;
    const row = seen('a', {
      health: 'Degraded',
      resourceVersion: '99',
      ...differently,
    });
    expect(mergeList(known, listing(row), new Set(), askedAt).changed).toEqual([
      row,
    ]);
  });

  it('counts where it knows more than what the watch said just now', () => {
    const known = book(anApplication('a', { resourceVersion: '99' })).all;
    const row = seen('a', { health: 'Degraded', resourceVersion: '101' });
    const newer = new Set(['argocd/a']);
    expect(mergeList(known, listing(row), newer, ASKED_AT).changed).toEqual([
      row,
    ]);
  });

  it('keeps what it lists in a version that is known', () => {
    const known = book(anApplication('same'), anApplication('gone')).all;
    const listed = { rows: [], unchanged: new Set(['argocd/same']) };
    expect(mergeList(known, listed, new Set(), ASKED_AT)).toEqual({
      ...NOTHING,
      removed: [{ namespace: 'argocd', name: 'gone' }],
    });
  });

  it('does not wipe out the health of resources, which it leaves out', () => {
    const detailed = anApplication('a', {
      resourceVersion: '5',
      troubles: [{ group: '', kind: 'Pod', name: 'p', health: 'Degraded' }],
      healthIgnoresKubeVela: true,
    });
    const row = seen('a', { resourceVersion: '5' });
    expect(
      mergeList(book(detailed).all, listing(row), new Set(), ASKED_AT),
    ).toEqual({
      changed: [],
      touched: [],
      removed: [],
    });
    const later = seen('a', { resourceVersion: '6' });
    expect(
      mergeList(book(detailed).all, listing(later), new Set(), ASKED_AT)
        .changed[0]?.application,
    ).toMatchObject({ healthIgnoresKubeVela: true });
  });
});

describe('sightings of deployments', () => {
  const sighting = fc.record({
    startedAt: fc.constantFrom(
      '2026-11-23T10:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
    ),
    phase: fc.constantFrom<ObservedDeployment['phase']>(
      'Running',
      'Terminating',
      'Succeeded',
    ),
    retries: fc.nat(3),
  });
  const toDeployment = (
    one: Pick<ObservedDeployment, 'startedAt' | 'phase' | 'retries'>,
  ): ObservedDeployment => ({
    instance: 'dev',
    uid: 'u',
    namespace: 'argocd',
    inControllerNamespace: true,
    project: 'services',
    application: 'a',
    automated: false,
    attempts: [],
    hooks: [],
    revisions: [],
    imagesBefore: [],
    images: [],
    rollback: false,
    imported: false,
    url: '',
    ...one,
  });

  it('are one per operation with the same end, in whichever order they come', () => {
    fc.assert(
      fc.property(fc.array(sighting), fc.nat(), (sightings, seed) => {
        const shuffled = [...sightings].sort(
          (a, b) =>
            (((a.retries + seed) * 7919) % 13) -
            (((b.retries + seed) * 7919) % 13),
        );
        const outcome = (all: typeof sightings) =>
          Object.fromEntries(
            mergeDeployments(all.map(toDeployment)).map(one => [
              one.startedAt,
              one.phase === 'Succeeded',
            ]),
          );
        expect(outcome(shuffled)).toEqual(outcome(sightings));
      }),
    );
  });
});

describe('label selectors', () => {
  const labels = { app: 'blog', 'hanabi.example/tier': 'web', env: 'dev' };
  it.each([
    ['app=blog', true],
    ['app==blog,env=dev', true],
    ['app!=blog', false],
    ['other!=x', true],
    ['env in (dev, staging)', true],
    ['env in (staging),app=blog', false],
    ['env notin (production)', true],
    ['other notin (x)', true],
    ['hanabi.example/tier', true],
    ['!hanabi.example/tier', false],
    ['!other , app = blog', true],
    ['other in ()', false],
  ])('%s', (selector, expected) => {
    expect(parseLabelSelector(selector).matches(labels)).toBe(expected);
  });

  it.each(['', 'a in (', 'a=b=c', '=x', 'a b'])('%j is refused', selector => {
    expect(() => parseLabelSelector(selector)).toThrow(/label/);
  });
});

describe('finding Applications', () => {
  const known = book(
    anApplication('a', { labels: { app: 'x' } }),
    anApplication('a', { namespace: 'team', inControllerNamespace: false }),
    anApplication('b', { labels: { app: 'x' }, project: 'other' }),
    anApplication('tenant', {
      namespace: 'team',
      inControllerNamespace: false,
      labels: { app: 'x' },
    }),
  );
  const find = (locator: Parameters<ApplicationBook['find']>[0]) =>
    known.find(locator).map(one => `${one.namespace}/${one.name}`);

  it.each([
    [{ name: 'a' }, ['argocd/a']],
    [{ name: 'a', namespace: 'team' }, ['team/a']],
    [{ name: 'c' }, []],
    [{ name: 'tenant' }, []],
    [{ selector: 'app=x' }, ['argocd/a', 'argocd/b', 'team/tenant']],
    [{ selector: '!other' }, ['argocd/a', 'argocd/b', 'team/a', 'team/tenant']],
    [{ selector: 'app=x', namespace: 'argocd' }, ['argocd/a', 'argocd/b']],
    [{ selector: 'app=x', namespace: 'team' }, ['team/tenant']],
    [{ selector: 'app=x', project: 'other' }, ['argocd/b']],
    [{ name: 'b', selector: 'app=y' }, ['argocd/b']],
  ])('%j', (locator, expected) => {
    expect(find(locator)).toEqual(expected);
  });
});

describe('links', () => {
  const sha = 'a'.repeat(40);
  it.each([
    ['https://github.com/hanabi/blog.git', 'https://github.com/hanabi/blog'],
    ['git@github.com:hanabi/blog.git', 'https://github.com/hanabi/blog'],
    ['ssh://git@host:2222/a/b', 'https://host/a/b'],
    ['https://user:secret@host/a/b/', 'https://host/a/b'],
    ['oci://registry/chart', undefined],
    ['nonsense', undefined],
  ])('%s', (repoUrl, page) => {
    expect(repositoryPage(repoUrl)).toBe(page);
  });

  it('lead to commits of known hosts only', () => {
    const revision = { id: sha, repoUrl: 'https://host/a/b.git' };
    expect(commitUrl(revision, () => 'gitlab')).toBe(
      `https://host/a/b/-/commit/${sha}`,
    );
    expect(commitUrl(revision, () => undefined)).toBeUndefined();
    expect(commitUrl({ ...revision, chart: 'blog-api' }, () => 'github')).toBe(
      undefined,
    );
    expect(commitUrl({ ...revision, id: 'main' }, () => 'github')).toBe(
      undefined,
    );
  });

  it('lead to what came between two commits of one repository', () => {
    const earlier = { id: sha, repoUrl: 'git@host:a/b.git' };
    const later = { id: 'f'.repeat(40), repoUrl: 'https://host/a/b' };
    const range = `${sha}...${later.id}`;
    expect(comparisonUrl(earlier, later, () => 'github')).toBe(
      `https://host/a/b/compare/${range}`,
    );
    expect(comparisonUrl(earlier, later, () => 'gitlab')).toBe(
      `https://host/a/b/-/compare/${range}`,
    );
    const elsewhere = { ...later, repoUrl: 'https://host/a/c' };
    expect(comparisonUrl(earlier, elsewhere, () => 'github')).toBeUndefined();
    expect(comparisonUrl(earlier, later, () => 'azure')).toBeUndefined();
    const branch = { ...later, id: 'main' };
    expect(comparisonUrl(earlier, branch, () => 'github')).toBeUndefined();
  });
});

it.each([
  ['nginx', { name: 'nginx' }],
  ['host:5000/a/b', { name: 'host:5000/a/b' }],
  ['host:5000/a/b:1', { name: 'host:5000/a/b', tag: '1' }],
  ['a:1@sha256:ff', { name: 'a', tag: '1', digest: 'sha256:ff' }],
])('image %s', (reference, expected) => {
  expect(parseImage(reference)).toEqual(expected);
});

describe('the state of an entity', () => {
  const instance = (connection: 'connected' | 'unreachable') => ({
    name: 'dev',
    environment: 'dev',
    protected: false,
    connection,
  });
  const base = {
    annotated: true,
    configured: 1,
    instances: [instance('connected')],
    applications: [],
  };
  it.each([
    ['not-configured', { ...base, configured: 0 }],
    ['not-annotated', { ...base, annotated: false }],
    ['missing', base],
    ['waiting', { ...base, instances: [instance('unreachable')] }],
  ] as const)('%s', (state, options) => {
    expect(entityState(options)).toBe(state);
  });
});
