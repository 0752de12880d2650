import type { Deployment } from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';
import { toneOfPhase } from '../../model/summary';

/** How a deployment is drawn: a rollback that went well has a mark of its own. */
export type MarkKind = 'rollback' | Tone;

/** What a deployment's mark says. That it failed matters more than what it was for. */
export function markOf({
  phase,
  rollback,
}: Pick<Deployment, 'phase' | 'rollback'>): MarkKind {
  return rollback && phase === 'Succeeded' ? 'rollback' : toneOfPhase(phase);
}
