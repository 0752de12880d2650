import { parseWorkflow, planJobs, runsOnPush, type Workflow } from './workflow';

const parsed = (text: string): Workflow => {
  const workflow = parseWorkflow(text);
  if (!workflow) throw new Error('This is not a workflow.');
  return workflow;
};

const CI = parsed(`
name: CI
on:
  push:
    branches: [main, 'release/**']
    paths-ignore: ['deploy/**', '!deploy/keep/**']
jobs:
  publish: { needs: [build], steps: [{ run: push }] }
  build: { needs: test, name: Build it, steps: [] }
  test: { steps: [{ name: Go vet }, { uses: actions/checkout@v4 }] }
`);

describe('workflows', () => {
  it.each([
    ['main', ['main.go'], true],
    ['main', ['deploy/dev/application.yaml'], false],
    ['main', ['deploy/dev/application.yaml', 'main.go'], true],
    ['main', ['deploy/keep/x'], true],
    ['release/1/2', ['main.go'], true],
    ['feature', ['main.go'], false],
  ])('a push to %s of %j: %s', (branch, paths, expected) => {
    expect(runsOnPush(CI, branch, paths)).toBe(expected);
  });

  it('reads `on` in each of its forms', () => {
    const jobs = 'jobs: { a: { steps: [] } }';
    expect(runsOnPush(parsed(`on: push\n${jobs}`), 'x', ['y'])).toBe(true);
    expect(runsOnPush(parsed(`on: [push]\n${jobs}`), 'x', ['y'])).toBe(true);
    expect(runsOnPush(parsed(`on: pull_request\n${jobs}`), 'x', ['y'])).toBe(
      false,
    );
    expect(parseWorkflow('on: push')).toBeUndefined();
    expect(parseWorkflow('a: [')).toBeUndefined();
  });

  it('jobs wait for what they need, and the whole takes 6 to 10 seconds', () => {
    for (const variation of [0, 0.5, 1]) {
      const [publish, build, test] = planJobs(CI, { variation, pace: 1 });
      expect(build?.name).toBe('Build it');
      expect(test?.steps).toEqual(['Go vet', 'actions/checkout@v4']);
      expect(build?.startsAfter).toBeGreaterThanOrEqual(
        test?.completesAfter ?? NaN,
      );
      expect(publish?.startsAfter).toBeGreaterThanOrEqual(
        build?.completesAfter ?? NaN,
      );
      expect(publish?.completesAfter).toBeGreaterThan(5.5);
      expect(publish?.completesAfter).toBeLessThan(10.5);
    }
  });

  it('what needs a failed job is skipped', () => {
    const plan = planJobs(CI, { variation: 0, pace: 1, fails: 'build' });
    expect(plan.map(job => job.conclusion)).toEqual([
      'skipped',
      'failure',
      'success',
    ]);
  });

  it('a circle of needs ends', () => {
    const circle = parsed(
      'on: push\njobs: { a: { needs: b }, b: { needs: a } }',
    );
    expect(planJobs(circle, { variation: 0, pace: 1 })).toHaveLength(2);
  });
});
