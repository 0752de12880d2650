import type {
  Image,
  Plan,
  PlannedOperation,
} from '@michi/plugin-deploy-status-common';
import type { ToldOperation } from '../../domain/operations/toldOperation';
import { toRevision, type RevisionLookup } from '../../domain/view';
import type { PortalRequests } from '../PortalRequests';
import type { Subject } from './subject';

/** What makes an operation of Argo CD tell people something. */
export interface OperationLookup {
  revisions: RevisionLookup;
  /** Tells which requests were really made through the portal. */
  requests: Pick<PortalRequests, 'confirm'>;
}

/** A plan of which only what is known without asking is filled in. */
export function emptyPlan(subject: Subject, lookup: RevisionLookup): Plan {
  const { application } = subject;
  return {
    action: subject.action,
    target: subject.target,
    environment: subject.environment,
    obstacles: [],
    cautions: [],
    requires: { reason: subject.protected, confirm: subject.protected },
    revisions: {
      from: application.revisions.map(one => toRevision(one, lookup)),
      to: [],
    },
    images: { from: application.images, to: [] },
    resources: [],
    files: [],
    alternatives: [],
  };
}

/** The operation that a plan is about, with what is known of its commits and of who asked for it. */
export async function plannedOperation(
  { requestId, revisions, ...told }: ToldOperation,
  { target }: Subject,
  lookup: OperationLookup,
): Promise<PlannedOperation> {
  const { requestedBy, reason, ...operation } = told;
  const claim = {
    ...target,
    startedAt: told.startedAt,
    requestedBy,
    requestId,
  };
  const confirmed = await lookup.requests.confirm([claim]);
  return {
    ...operation,
    ...confirmed.get(claim),
    revisions: revisions.map(one => toRevision(one, lookup.revisions)),
  };
}

/** Images without repetition. */
export function distinctImages(images: readonly Image[]): Image[] {
  const byText = new Map(images.map(one => [JSON.stringify(one), one]));
  return [...byText.values()];
}
