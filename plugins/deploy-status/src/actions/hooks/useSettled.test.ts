import { act, renderHook } from '@testing-library/react';
import type { Progress } from '../model/progress';
import { useSettled } from './useSettled';

const DONE: Progress = { stage: 'done' };

function follow(progress: Progress, isConfirmed: boolean) {
  const { result, rerender } = renderHook(
    (props: { progress: Progress; isConfirmed: boolean }) =>
      useSettled(props.progress, props.isConfirmed),
    { initialProps: { progress, isConfirmed } },
  );
  return {
    stage: () => result.current.stage,
    rerender,
    after: (ms: number) => act(() => jest.advanceTimersByTime(ms)),
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('believes in an end that lasts once Argo CD has looked again', () => {
  const { stage, after } = follow(DONE, true);
  after(1_900);
  expect(stage()).toBe('settling');
  after(200);
  expect(stage()).toBe('done');
});

it('waits while Argo CD has not looked again', () => {
  const { stage, after, rerender } = follow(DONE, false);
  after(10_000);
  expect(stage()).toBe('settling');
  rerender({ progress: DONE, isConfirmed: true });
  expect(stage()).toBe('done');
});

it('does not wait for ever', () => {
  const { stage, after } = follow(DONE, false);
  after(30_000);
  expect(stage()).toBe('done');
});

it('begins anew where a rollout followed', () => {
  const { stage, after, rerender } = follow(DONE, true);
  after(1_000);
  rerender({ progress: { stage: 'asked' }, isConfirmed: true });
  rerender({ progress: DONE, isConfirmed: true });
  after(1_500);
  expect(stage()).toBe('settling');
});
