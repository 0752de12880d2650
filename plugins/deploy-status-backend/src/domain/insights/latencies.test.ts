import {
  HOUR,
  ledgerRecord as deployed,
  MINUTE,
  MONDAY,
} from '../../__testUtils__/ledgerRecord';
import { assess } from './assess';
import { latenciesOf, latencyTallies, measureLatencies } from './latencies';
import { PeriodFold } from './PeriodFold';

it('times every operation, and the delay of automatic ones that a commit caused', () => {
  const automated = true;
  const fold = new PeriodFold(latencyTallies, { from: 0, to: Infinity });
  fold.add(
    measureLatencies(
      assess([
        deployed('1', MONDAY, { automated, committedAt: MONDAY - 2 * MINUTE }),
        deployed('2', MONDAY + HOUR, {
          automated,
          phase: 'Failed',
          committedAt: MONDAY + HOUR - 4 * MINUTE,
        }),
        // Another attempt, self-healing, and a person's sync: no commit's doing.
        deployed('2', MONDAY + 2 * HOUR, { automated }),
        deployed('2', MONDAY + 3 * HOUR, { automated }),
        deployed('3', MONDAY + 4 * HOUR, {}),
        deployed('4', MONDAY + 5 * HOUR, { automated, committedAt: undefined }),
        deployed('5', MONDAY + 6 * HOUR, {
          automated,
          phase: 'Running',
          finishedAt: undefined,
          committedAt: MONDAY + 7 * HOUR,
        }),
      ]),
    ),
  );
  const { duration, delay } = latenciesOf(fold.whole);
  expect(duration).toEqual({
    n: 6,
    p50Seconds: 60,
    p90Seconds: 60,
    excluded: [{ reason: 'unfinished', n: 1 }],
  });
  expect(delay).toEqual({
    n: 2,
    p50Seconds: 180,
    p90Seconds: 228,
    excluded: [
      { reason: 'same-revision', n: 2 },
      { reason: 'negative', n: 1 },
      { reason: 'no-commit-time', n: 1 },
    ],
  });
});
