import { degradedAt, healthyAt } from './healthyAt';
import type { Evidence } from './observed';

const at = (time: string) => `2026-11-23T${time}.000Z`;
const finishedAt = at('10:00:00');

function healthy(evidence: Omit<Evidence, 'ranks'>, phase = 'Succeeded') {
  return healthyAt(
    { phase: phase === 'Failed' ? 'Failed' : 'Succeeded', finishedAt },
    { ranks: {}, ...evidence },
  );
}

it.each<[string, Omit<Evidence, 'ranks'>, string | undefined]>([
  ['nothing is known', {}, undefined],
  ['nothing changed', { steady: true }, finishedAt],
  [
    'a rollout came to its end',
    { movedAt: at('10:00:02'), turnedAt: at('10:01:00') },
    at('10:01:00'),
  ],
  [
    'a controller took some seconds to begin',
    { steady: true, movedAt: at('10:00:04'), turnedAt: at('10:00:10') },
    at('10:00:10'),
  ],
  [
    'that rollout goes on',
    { steady: true, movedAt: at('10:00:04') },
    undefined,
  ],
  [
    'health was lost and found hours later',
    { steady: true, movedAt: at('13:00:00'), turnedAt: at('13:05:00') },
    finishedAt,
  ],
  [
    'only its end was seen, soon after',
    { movedAt: at('10:01:00'), turnedAt: at('10:01:00') },
    at('10:01:00'),
  ],
  [
    'it has been healthy since hours later, and nobody saw why',
    { movedAt: at('13:05:00'), turnedAt: at('13:05:00') },
    undefined,
  ],
  [
    'it was lost long after, and found again hours later',
    { movedAt: at('10:05:00'), turnedAt: at('13:05:00') },
    undefined,
  ],
  [
    'a long rollout was seen to go on',
    { movedAt: at('10:00:05'), turnedAt: at('13:05:00') },
    at('13:05:00'),
  ],
  ['an import tells', { told: { healthyAt: at('10:02:00') } }, at('10:02:00')],
])('where %s', (_, evidence, expected) => {
  expect(healthy(evidence)).toBe(expected);
});

it('is not told of what failed', () => {
  expect(healthy({ steady: true }, 'Failed')).toBeUndefined();
});

it.each<[string, Omit<Evidence, 'ranks'>, string | undefined]>([
  ['nothing degraded', { movedAt: at('10:00:02') }, undefined],
  [
    'its rollout exceeded its deadline',
    { movedAt: at('10:00:02'), degradedAt: at('11:30:00') },
    at('11:30:00'),
  ],
  [
    'only that was seen, soon after',
    { movedAt: at('10:10:00'), degradedAt: at('10:10:00') },
    at('10:10:00'),
  ],
  [
    'it was lost after a while, and came back after more than an hour',
    {
      movedAt: at('10:40:00'),
      degradedAt: at('10:40:00'),
      turnedAt: at('11:10:00'),
    },
    undefined,
  ],
  [
    'health was lost hours later',
    { steady: true, movedAt: at('13:00:00'), degradedAt: at('13:00:00') },
    undefined,
  ],
])('is degraded where %s', (_, evidence, expected) => {
  const operation = { phase: 'Succeeded' as const, finishedAt };
  expect(degradedAt(operation, { ranks: {}, ...evidence })).toBe(expected);
  expect(
    degradedAt({ phase: 'Failed', finishedAt }, { ranks: {}, ...evidence }),
  ).toBeUndefined();
});
