import type {
  DeployStatusSignal,
  EntityStatus,
} from '@michi/plugin-deploy-status-common';

/** What a view shows, as far as signals are about it. */
export interface Interest {
  /** The Applications' names; undefined where only the backend knows them (selectors). */
  names: string[] | undefined;
  /** What is shown already. */
  statuses: EntityStatus[];
}

/** Whether a view would look different after what the signal says. */
export function concerns(
  signal: DeployStatusSignal,
  { names, statuses }: Interest,
): boolean {
  return signal.changes.some(({ instance, applications }) => {
    if (applications.length === 0) {
      // The whole instance. Before the first answer we do not know which ones matter.
      const instances = statuses.flatMap(status => status.instances);
      return (
        instances.length === 0 ||
        instances.some(({ name }) => name === instance)
      );
    }
    if (!names) return true;
    const shown = statuses.flatMap(status =>
      status.applications.map(({ name }) => name),
    );
    return applications.some(
      name => names.includes(name) || shown.includes(name),
    );
  });
}
