import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { isTaken } from './isTaken';
import { NameProblem, nameProblem } from './nameRule';

/** What is known about the name in the field. */
export type NameCheck =
  | { status: 'empty' }
  | { status: 'invalid'; problem: NameProblem }
  | { status: 'checking' }
  | { status: 'taken' }
  | { status: 'free' }
  | { status: 'unknown' };

/** Pause after the last key before the catalog is asked, in milliseconds. */
const PAUSE_MS = 300;

/**
 * Follows the name while it is typed: its form at once, then, after a pause,
 * whether the catalog has it already.
 */
export function useNameCheck(name: string, schema: object): NameCheck {
  const catalogApi = useApi(catalogApiRef);
  const [answer, setAnswer] = useState<{ name: string; check: NameCheck }>();
  const problem = name ? nameProblem(name, schema) : undefined;
  const ask = Boolean(name) && !problem;

  useEffect(() => {
    if (!ask) {
      return undefined;
    }
    let current = true;
    const settle = (check: NameCheck) => {
      if (current) {
        setAnswer({ name, check });
      }
    };
    const timer = setTimeout(() => {
      isTaken(catalogApi, name).then(
        taken => settle({ status: taken ? 'taken' : 'free' }),
        () => settle({ status: 'unknown' }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [catalogApi, name, ask]);

  if (!name) {
    return { status: 'empty' };
  }
  if (problem) {
    return { status: 'invalid', problem };
  }
  return answer?.name === name ? answer.check : { status: 'checking' };
}
