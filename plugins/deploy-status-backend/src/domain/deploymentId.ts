import type { ObservedDeployment } from './observed';

/** What identifies a deployment. */
export type DeploymentKey = Pick<
  ObservedDeployment,
  'instance' | 'uid' | 'startedAt'
>;

/** How the API names a deployment; the same for ever. */
export function deploymentId(key: DeploymentKey): string {
  const { instance, uid, startedAt } = key;
  return [instance, uid, startedAt]
    .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('/');
}

/** The key of a deployment that the API named; undefined for what is no such name. */
export function parseDeploymentId(id: string): DeploymentKey | undefined {
  const parts = id
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [instance, uid, startedAt] = parts;
  const at = Date.parse(startedAt ?? '');
  return parts.length === 3 && instance && uid && !Number.isNaN(at)
    ? { instance, uid, startedAt: new Date(at).toISOString() }
    : undefined;
}
