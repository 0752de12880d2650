import type { Image, Plan } from '@michi/plugin-deploy-status-common';
import type { SourceRevision } from '../../domain/observed';
import type { OperableApplication } from '../../domain/operations/operable';
import { toRevision, type RevisionLookup } from '../../domain/view';
import type { Subject } from './subject';

/** A plan of which only what is known without asking is filled in. */
export function emptyPlan(subject: Subject, lookup: RevisionLookup): Plan {
  const { application } = subject;
  return {
    action: subject.action,
    target: subject.target,
    environment: subject.environment,
    obstacles: [],
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

/** Revisions of an Application with the repositories that they belong to. */
export function withSources(
  ids: readonly string[],
  { sources }: OperableApplication,
): SourceRevision[] {
  return ids.map((id, index) => {
    const source = sources[index];
    return {
      id,
      ...(source && { repoUrl: source.repoUrl }),
      ...(source?.chart && { chart: true }),
      ...(ids.length > 1 && { sourceIndex: index }),
    };
  });
}

/** Images without repetition. */
export function distinctImages(images: readonly Image[]): Image[] {
  const byText = new Map(images.map(one => [JSON.stringify(one), one]));
  return [...byText.values()];
}
