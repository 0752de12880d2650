import { failureReason } from './failureReason';
import type { HookResult } from './model';

const hook = (phase: HookResult['phase'], message?: string): HookResult => ({
  kind: 'Job',
  name: `${phase}-job`,
  type: 'PostSync',
  phase,
  ...(message && { message }),
});
const message = 'one or more synchronization tasks completed unsuccessfully';

it.each([
  [
    'the hook that failed says it',
    [hook('Succeeded', 'done'), hook('Failed', 'GET / answers 500')],
    'Failed-job: GET / answers 500',
  ],
  ['a hook that failed says nothing', [hook('Error')], message],
  ['no hook failed', [hook('Succeeded', 'done')], message],
])('why it failed, where %s', (_, hooks, expected) => {
  expect(failureReason({ hooks, message })).toBe(expected);
});
