import fc from 'fast-check';
import {
  before as ranBefore,
  followed,
  ledgerOf,
  lives,
  sightingsOf,
  summary,
} from '../__testUtils__/ledgerOf';
import { SimulatedApplication } from '../__testUtils__/SimulatedApplication';
import type {
  ExpectedDeployment,
  Step,
  Vela,
} from '../__testUtils__/simulatedOperations';
import { deploymentKey, mergeDeployments } from './deployments';
import { isFinal, type ObservedDeployment } from './observed';

/*
 * Whole lives of Applications, seen in every way there is. What a frame becomes
 * goes through the same code as with a real Argo CD.
 */

jest.setTimeout(120_000);

const RUNS = { numRuns: 150, seed: 4 };
/** Everything that is known is compared with each frame, which takes longer. */
const FOLLOWED = { numRuns: 80, seed: 4 };

/** What there was to see, frame by frame, and what the ledger should say. */
const stories = lives.map(({ vela, steps }: { vela: Vela; steps: Step[] }) => {
  const application = new SimulatedApplication('api', vela);
  steps.forEach(step => application.play(step));
  return {
    expected: application.expected,
    told: application.frames,
    frames: application.frames.map(frame => sightingsOf([frame])),
    toString: () => JSON.stringify({ vela, steps }),
  };
});

/** Every frame at least once, in any order, some of them again. */
const jumbled = stories.chain(story => {
  const { frames } = story;
  const all = fc.shuffledSubarray(frames, { minLength: frames.length });
  return fc
    .tuple(all, fc.shuffledSubarray(frames))
    .map(([once, again]) => ({ story, jumble: [...once, ...again] }));
});

/** What is expected of a deployment by itself, of which everything was seen. */
const alone = (expected: readonly ExpectedDeployment[]) =>
  expected.map(({ before, late, ...one }) => one);

const inTime = (ledger: ObservedDeployment[]) =>
  [...ledger].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));

describe('the ledger', () => {
  it('says what happened, where every frame was seen', () => {
    fc.assert(
      fc.property(stories, ({ frames, expected }) => {
        expect(inTime(ledgerOf(frames.flat())).map(summary)).toEqual(
          alone(expected),
        );
      }),
      RUNS,
    );
  });

  it('says so too by what a follower tells of, whenever it lists', () => {
    const lists = fc.array(fc.nat(150)).map(some => new Set(some));
    fc.assert(
      fc.property(stories, lists, ({ told, expected }, some) => {
        const ledger = ledgerOf(followed(told, some, true));
        expect(inTime(ledger).map(summary)).toEqual(alone(expected));
      }),
      FOLLOWED,
    );
  });

  it('says so where Argo CD does not say when health changed, and the watch does', () => {
    fc.assert(
      fc.property(stories, ({ told, expected }) => {
        const ledger = ledgerOf(followed(told, new Set(), false));
        expect(inTime(ledger).map(summary)).toEqual(alone(expected));
      }),
      FOLLOWED,
    );
  });

  it('says what ran before, or nothing, also where something failed halfway', () => {
    fc.assert(
      fc.property(stories, ({ frames, expected }) => {
        const ledger = inTime(ledgerOf(frames.flat()));
        ledger.forEach((one, index) =>
          expect(expected[index]?.before).toEqual(
            expect.arrayContaining(ranBefore(one)),
          ),
        );
      }),
      RUNS,
    );
  });

  it('is the same in whichever order frames come, and however often', () => {
    fc.assert(
      fc.property(jumbled, ({ story, jumble }) => {
        expect(ledgerOf(jumble.flat())).toEqual(ledgerOf(story.frames.flat()));
      }),
      RUNS,
    );
  });

  it('is the same when replicas merged parts of it before', () => {
    fc.assert(
      fc.property(jumbled, fc.integer({ min: 1, max: 5 }), (seen, size) => {
        const { jumble } = seen;
        const parts = [];
        for (let i = 0; i < jumble.length; i += size) {
          parts.push(mergeDeployments(jumble.slice(i, i + size).flat()));
        }
        expect(ledgerOf(parts.reverse().flat())).toEqual(
          ledgerOf(jumble.flat()),
        );
      }),
      RUNS,
    );
  });

  it('never says anything untrue, whatever was missed, and never misses what the list has', () => {
    fc.assert(
      fc.property(jumbled, fc.nat(), ({ story, jumble }, seed) => {
        const list = story.frames.at(-1) ?? [];
        const seen = jumble.filter((_, index) => (index * 7 + seed) % 5 === 0);
        const ledger = ledgerOf([...seen.flat(), ...list]);
        const truth = new Map(
          story.expected.map(one => [
            deploymentKey({ instance: 'dev', ...one }),
            one,
          ]),
        );
        for (const one of ledger) {
          const known = truth.get(deploymentKey(one));
          const { phase, retries, revision, tags } = summary(one);
          // Which image it is follows from the commit; one moment may mislead.
          expect([
            `0.1.${parseInt(revision, 16)}`,
            ...(known?.late ? known.before : []),
          ]).toEqual(expect.arrayContaining(tags));
          expect(known).toMatchObject(
            isFinal(one.phase) ? { phase, revision } : { revision },
          );
          expect(retries).toBeLessThanOrEqual(known?.retries ?? 0);
        }
        const phases = new Map(
          ledger.map(one => [deploymentKey(one), one.phase]),
        );
        for (const one of ledgerOf(list)) {
          expect(phases.get(deploymentKey(one))).toBe(one.phase);
        }
      }),
      RUNS,
    );
  });

  it('takes from an import what was not seen, and contradicts nothing', () => {
    fc.assert(
      fc.property(jumbled, fc.boolean(), ({ jumble }, first) => {
        const before = ledgerOf(jumble.flat());
        const imports = before.map(({ evidence, ...one }) => ({
          ...one,
          phase: 'Error' as const,
          finishedAt: '2026-01-01T00:00:00.000Z',
          message: 'imported',
          startedBy: 'nobody',
          healthyAt: '2026-01-01T00:00:01.000Z',
          revisions: [{ id: 'f'.repeat(40) }],
          attempts: [],
          hooks: [],
          retries: 99,
          imported: true,
        }));
        const after = ledgerOf(
          first
            ? [...imports, ...jumble.flat()]
            : [...jumble.flat(), ...imports],
        );
        const seen = (one: ReturnType<typeof summary>) => {
          // What nobody saw may come from the import.
          const { healthyAt, tags, ...rest } = one;
          return rest;
        };
        const ended = new Set(
          before.filter(one => isFinal(one.phase)).map(deploymentKey),
        );
        const of = (ledger: ObservedDeployment[], end: boolean) =>
          ledger
            .filter(one => ended.has(deploymentKey(one)) === end)
            .map(summary)
            .map(seen);
        expect(of(after, true)).toEqual(of(before, true));
        // An end that nobody saw is taken from whoever knows it.
        expect(of(after, false).every(one => one.phase === 'Error')).toBe(true);
        expect(after.every(one => !one.imported)).toBe(true);
      }),
      RUNS,
    );
  });
});
