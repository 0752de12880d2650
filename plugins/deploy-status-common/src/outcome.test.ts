import { hasFailed, outcomeOf, type Ended } from './outcome';

const healthyAt = '2026-11-23T10:05:00Z';
const degradedAt = '2026-11-23T10:02:00Z';

it.each<[string, Ended, string, boolean]>([
  ['works', { phase: 'Succeeded', healthyAt }, 'Succeeded', false],
  ['is not known to work', { phase: 'Succeeded' }, 'Succeeded', false],
  ['never worked', { phase: 'Succeeded', degradedAt }, 'Degraded', true],
  [
    'worked in the end',
    { phase: 'Succeeded', degradedAt, healthyAt },
    'Succeeded',
    false,
  ],
  ['was not applied', { phase: 'Failed' }, 'Failed', true],
  ['could not begin', { phase: 'Error' }, 'Error', true],
  ['runs', { phase: 'Running' }, 'Running', false],
])('a deployment that %s', (_, deployment, outcome, failed) => {
  expect(outcomeOf(deployment)).toBe(outcome);
  expect(hasFailed(deployment)).toBe(failed);
});
