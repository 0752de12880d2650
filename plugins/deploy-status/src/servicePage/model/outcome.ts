import {
  outcomeOf,
  type Deployment,
  type Ended,
} from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';
import { toneOfOutcome } from '../../model/summary';

/** How a deployment is drawn: a rollback that went well has a mark of its own. */
export type MarkKind = 'rollback' | Tone;

/** What a deployment's mark says. That it failed matters more than what it was for. */
export function markOf(
  deployment: Ended & Pick<Deployment, 'rollback'>,
): MarkKind {
  const outcome = outcomeOf(deployment);
  return deployment.rollback && outcome === 'Succeeded'
    ? 'rollback'
    : toneOfOutcome(outcome);
}
