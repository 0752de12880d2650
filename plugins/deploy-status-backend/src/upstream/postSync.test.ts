import { fakeApplication } from '../__testUtils__/fakeApplication';
import { toModel } from './toModel';
import { wireApplicationSchema } from './wire';

const STARTED = '2026-11-23T10:00:00Z';
const HEALTHY = '2026-11-23T10:00:52Z';
const FINISHED = '2026-11-23T10:01:02Z';

/** Right after an operation with a hook: nothing was compared again yet. */
function seen(hookType: string, healthySince: string) {
  const application = fakeApplication('blog-web', { tag: '2.8.105' });
  const observation = toModel(
    wireApplicationSchema.parse({
      ...application,
      status: {
        ...application.status,
        reconciledAt: STARTED,
        health: { status: 'Healthy', lastTransitionTime: healthySince },
        operationState: {
          phase: 'Succeeded',
          startedAt: STARTED,
          finishedAt: FINISHED,
          syncResult: {
            revision: 'a'.repeat(40),
            resources: [
              { kind: 'Job', name: 'test', hookType, hookPhase: 'Succeeded' },
            ],
          },
        },
      },
    }),
    { instance: 'dev', frontendUrl: 'https://argo', observedAt: FINISHED },
  );
  return observation.deployment;
}

describe('a rollout that is over before its operation', () => {
  it('is known to be healthy where a hook ran after it, as such hooks wait for that', () => {
    expect(seen('PostSync', HEALTHY)).toMatchObject({
      healthyAt: expect.any(String),
      images: [{ tag: '2.8.105' }],
    });
  });

  it.each([
    ['PreSync', HEALTHY],
    ['PostSync', '2026-11-23T09:00:00Z'],
  ])('is not where that says nothing: %s, healthy since %s', (hook, since) => {
    expect(seen(hook, since)?.healthyAt).toBeUndefined();
  });
});
