import fc from 'fast-check';
import { anApplication } from '../__testUtils__/anApplication';
import { ApplicationBook } from './ApplicationBook';
import { canonical } from './canonical';
import { keyOf, type ObservedApplication } from './observed';
import { parseLabelSelector } from './selector';

const label = fc.constantFrom('team', 'tier', 'constructor');
const value = fc.constantFrom('a', 'b', 'c');
const labels = fc.dictionary(label, value, { maxKeys: 3 });
const change = fc.record({
  name: fc.constantFrom('one', 'two', 'three', 'four', 'five'),
  labels,
  remove: fc.boolean(),
});
const selector = fc.oneof(
  fc.tuple(label, value).map(([key, is]) => `${key}=${is}`),
  fc.tuple(label, value).map(([key, is]) => `${key}!=${is}`),
  fc.tuple(label, value).map(([key, is]) => `${key} in (a, ${is})`),
  fc
    .tuple(label, value, label)
    .map(([key, is, other]) => `${key}=${is},${other}`),
  label.map(key => `!${key}`),
);

it('finds by label what a look at everything finds, whatever came and went', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(change, selector), { maxLength: 40 }),
      steps => {
        const book = new ApplicationBook();
        const locators = new Map<string, { selector: string }>();
        const mirror = new Map<string, ObservedApplication>();
        const found: Array<Set<ObservedApplication>> = [];
        const expected: Array<Set<ObservedApplication>> = [];
        for (const step of steps) {
          if (typeof step === 'string') {
            const locator = locators.get(step) ?? { selector: step };
            locators.set(step, locator);
            const { matches } = parseLabelSelector(step);
            found.push(new Set(book.find(locator)));
            expected.push(
              new Set([...mirror.values()].filter(one => matches(one.labels))),
            );
          } else {
            const application = anApplication(step.name, {
              labels: step.labels,
            });
            const removed = step.remove ? [application] : [];
            const changed = step.remove ? [] : [{ application }];
            book.apply({ changed, touched: [], removed });
            if (step.remove) mirror.delete(keyOf(application));
            else mirror.set(keyOf(application), application);
          }
        }
        expect(found).toEqual(expected);
      },
    ),
  );
});

it('finds a few among many without looking at all', () => {
  const book = new ApplicationBook();
  for (let i = 0; i < 20_000; i++) {
    book.put(anApplication(`service-${i}`, { labels: { team: `team-${i}` } }));
  }
  const locators = Array.from({ length: 5_000 }, (_, i) => ({
    selector: `team in (team-${i}, other)`,
  }));
  const startedAt = performance.now();
  locators.forEach(locator => expect(book.find(locator)).toHaveLength(1));
  // A look at everything for each would take half a minute.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

describe('the fingerprint', () => {
  const state = fc.record({
    name: fc.constantFrom('one', 'two', 'three'),
    health: fc.constantFrom('Healthy' as const, 'Degraded' as const),
    labels,
    remove: fc.boolean(),
    prepared: fc.boolean(),
  });
  /** As after a way through the database, which orders keys anew. */
  const stored = ({ ...one }: ObservedApplication): ObservedApplication => ({
    ...one,
    labels: Object.fromEntries(Object.entries(one.labels).reverse()),
    observedAt: '2026-11-23T11:00:00.000Z',
  });

  it('is the same for the same, however it was learned, and for nothing else', () => {
    fc.assert(
      fc.property(fc.array(state, { maxLength: 20 }), steps => {
        const book = new ApplicationBook();
        const fingerprints = new Map<string, string>();
        for (const { remove, prepared, name, ...one } of steps) {
          const application = anApplication(name, one);
          if (prepared) book.prepare(application);
          if (remove) {
            book.apply({ changed: [], touched: [], removed: [application] });
          } else {
            book.put(application);
          }
          const other = new ApplicationBook();
          [...book.all.values()].reverse().forEach(it => other.put(stored(it)));
          expect(other.fingerprint).toBe(book.fingerprint);
          const known = canonical(
            [...book.all.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
          );
          fingerprints.set(known, book.fingerprint);
        }
        expect(new Set(fingerprints.values()).size).toBe(fingerprints.size);
      }),
    );
  });

  it('does not change where nothing but the look at it is new', () => {
    const book = new ApplicationBook();
    book.put(anApplication('one'));
    const before = book.fingerprint;
    const touched = [
      anApplication('one', {
        resourceVersion: '2',
        observedAt: '2026-11-23T11:00:00.000Z',
      }),
    ];
    book.apply({ changed: [], touched, removed: [] });
    expect(book.all.get('argocd/one')?.resourceVersion).toBe('2');
    expect(book.fingerprint).toBe(before);
  });
});

it('finds all of a project where that alone is asked for', () => {
  const book = new ApplicationBook();
  book.put(anApplication('one', { project: 'blogging' }));
  book.put(
    anApplication('two', {
      project: 'blogging',
      namespace: 'tenant',
      inControllerNamespace: false,
    }),
  );
  book.put(anApplication('three', { project: 'media' }));
  const names = (namespace?: string) =>
    book
      .find({ project: 'blogging', ...(namespace && { namespace }) })
      .map(({ name }) => name);
  expect(names()).toEqual(['one', 'two']);
  expect(names('tenant')).toEqual(['two']);
});
