import type {
  Attempt,
  ImportedDeployment,
} from '@michi/plugin-deploy-status-common';
import { compact } from '../domain/compact';
import { isFailed } from '../domain/observed';
import { shortened } from '../domain/storable';

/** Of an attempt or a hook, of which there may be many. */
export const KEPT_PART_MESSAGE = 1_000;

type Line = Pick<
  ImportedDeployment,
  'attempts' | 'retries' | 'phase' | 'startedAt' | 'finishedAt'
>;

/** Why the attempts of a line cannot be true; undefined if they can. */
export function attemptsProblem(line: Line): string | undefined {
  const { attempts, retries, phase, startedAt, finishedAt } = line;
  let before = { number: 0, at: Date.parse(startedAt) };
  for (const one of attempts) {
    const { number } = one;
    const at = one.finishedAt ? Date.parse(one.finishedAt) : before.at;
    const isLast = number === retries + 1;
    if (number <= before.number) {
      return `Its attempts are not in their order: attempt ${number} stands after attempt ${before.number}`;
    }
    if (number > retries + 1) {
      return `It has an attempt ${number} although it was tried again only so often: retries is ${retries}`;
    }
    if (!isLast && !isFailed(one.phase)) {
      return `Attempt ${number} cannot have succeeded: it was tried again, as retries is ${retries}`;
    }
    if (isLast && one.phase !== phase) {
      return `Attempt ${number} is the last one, and its phase is ${one.phase}, but that of the deployment is ${phase}`;
    }
    if (at < before.at || at > Date.parse(finishedAt)) {
      return `Attempt ${number} ended before the one before it or after the deployment, or before it started: see its finishedAt`;
    }
    before = { number, at };
  }
  return undefined;
}

/** Those that were followed by another one. */
export function failedAttempts({ attempts, retries }: Line): Attempt[] {
  return attempts
    .filter(({ number }) => number <= retries)
    .map(one =>
      compact({
        ...one,
        finishedAt: one.finishedAt && new Date(one.finishedAt).toISOString(),
        message: shortened(one.message, KEPT_PART_MESSAGE),
      }),
    );
}

/** The attempt that is the outcome of the deployment. */
export function lastAttempt({ attempts, retries }: Line) {
  return attempts.find(({ number }) => number === retries + 1);
}
