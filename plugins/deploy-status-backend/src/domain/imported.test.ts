import type { Attempt, HookResult } from '@michi/plugin-deploy-status-common';
import { aDeployment } from '../__testUtils__/aDeployment';
import { mergeDeployments, sighted } from './deployments';
import { toDeployment } from './deploymentView';
import type { ObservedDeployment } from './observed';

const attempt = (number: number, message: string): Attempt => ({
  number,
  phase: 'Failed',
  message,
});
const hook = (message: string): HookResult => ({
  kind: 'Job',
  name: 'migrate',
  type: 'PreSync',
  phase: 'Failed',
  message,
});

const bare = aDeployment({ phase: 'Failed', message: 'end' });
const imported = (more: Partial<ObservedDeployment>): ObservedDeployment => ({
  ...bare,
  imported: true,
  ...more,
});
const seen = (more: Partial<ObservedDeployment>): ObservedDeployment =>
  sighted({ ...bare, ...more }, 'operation', {
    progress: { terminating: false, retries: 0, waiting: false, done: 0 },
  });

/** What people are told of the attempts and hooks of one operation, however often and in which order it was told. */
function told(...sightings: ObservedDeployment[]): string[] {
  const answers = [sightings, [...sightings].reverse()].map(all => {
    const [once] = mergeDeployments(all);
    const [again] = mergeDeployments([...(once ? [once] : []), ...all]);
    if (!again) throw new Error('There is no deployment');
    const { attempts, hooks } = toDeployment(again, {
      environment: 'dev',
      entityRef: 'component:default/blog-api',
      current: false,
      lookup: { metadata: () => undefined, url: () => undefined },
    });
    return [
      ...attempts.map(one => `${one.number} ${one.message}`),
      ...hooks.map(one => `hook ${one.message}`),
    ];
  });
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] ?? [];
}

it('keeps attempts and hooks of what was only imported, in one import or several', () => {
  const first = imported({ retries: 2, attempts: [attempt(1, 'a')] });
  const second = imported({
    retries: 2,
    attempts: [attempt(2, 'b')],
    hooks: [hook('c')],
  });
  expect(told(first, second)).toEqual(['1 a', '2 b', '3 end', 'hook c']);
});

it('completes what was seen of attempts, and contradicts none', () => {
  const import_ = imported({
    retries: 3,
    attempts: [1, 2, 3].map(number => attempt(number, 'zzz imported')),
  });
  expect(
    told(
      import_,
      seen({ phase: 'Running', retries: 2, attempts: [attempt(2, 'seen')] }),
      // It was tried again twice and not three times.
      seen({ retries: 2 }),
    ),
  ).toEqual(['1 zzz imported', '2 seen', '3 end']);
});

it('takes no hook from an import where the end was seen without one', () => {
  const import_ = imported({ hooks: [hook('zzz imported')] });
  expect(told(import_, seen({}))).toEqual(['1 end']);
  expect(told(import_, seen({ hooks: [hook('seen')] }))).toEqual([
    '1 end',
    'hook seen',
  ]);
  // How it ended was not seen, so nobody knows which hooks there were.
  expect(told(import_, seen({ phase: 'Running' }))).toEqual([
    '1 end',
    'hook zzz imported',
  ]);
});
