import type { Instance } from '@michi/plugin-deploy-status-common';

/** Where an Application is, or could be: one of possibly several places of an environment. */
export interface Spot {
  environment: string;
  instance: string;
  /** Absent where the instance has none. */
  application?: string;
  namespace?: string;
}

/** What instances can be told apart by, the most telling first. */
const TRAITS: ((instance: Instance) => string | undefined)[] = [
  ({ region }) => region,
  ({ cluster }) => cluster,
  ({ region, cluster }) => region && cluster && join(region, cluster),
];

function join(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}

/** An environment with what tells its place apart, where there is such: `production · eu`. */
export const placeName = (
  environment: string,
  distinction: string | undefined,
): string => join(environment, distinction);

/**
 * What tells the places of one environment apart; undefined where there is only
 * one. Instances differ by region or cluster, or else by name; Applications on
 * the same instance by name, with the namespace where names repeat.
 *
 * @param spots - all that are shown together
 * @param instances - what is known of them; those missing have only a name
 */
export function distinguish(
  spots: readonly Spot[],
  instances: readonly Instance[],
): (spot: Spot) => string | undefined {
  const known = new Map(instances.map(one => [one.name, one]));
  const environments = new Map<string, Map<string, Spot[]>>();
  for (const spot of withoutRepeats(spots)) {
    const here =
      environments.get(spot.environment) ?? new Map<string, Spot[]>();
    environments.set(spot.environment, here);
    here.set(spot.instance, [...(here.get(spot.instance) ?? []), spot]);
  }
  return spot => {
    const here = environments.get(spot.environment);
    if (!here) return undefined;
    return (
      join(
        here.size > 1
          ? nameOfInstance(spot.instance, [...here.keys()], known)
          : undefined,
        nameOfApplication(spot, here.get(spot.instance) ?? []),
      ) || undefined
    );
  };
}

/** A long timeline has the same few places again and again. */
function withoutRepeats(spots: readonly Spot[]): Iterable<Spot> {
  return new Map(
    spots.map(spot => [
      JSON.stringify([
        spot.environment,
        spot.instance,
        spot.application,
        spot.namespace,
      ]),
      spot,
    ]),
  ).values();
}

function nameOfInstance(
  name: string,
  among: string[],
  known: Map<string, Instance>,
): string {
  const all = among.map(one => known.get(one));
  const one = known.get(name);
  const trait =
    one &&
    TRAITS.find(read => {
      const values = all.map(instance => instance && read(instance));
      return (
        values.every(value => value !== undefined && value !== '') &&
        new Set(values).size === values.length
      );
    });
  return (one && trait?.(one)) ?? name;
}

function nameOfApplication(
  { application, namespace }: Spot,
  here: Spot[],
): string | undefined {
  if (application === undefined) return undefined;
  const names = here.flatMap(one => one.application ?? []);
  if (new Set(names).size < 2 && namespacesOf(application, here) < 2) {
    return undefined;
  }
  return namespacesOf(application, here) > 1
    ? `${namespace}/${application}`
    : application;
}

/** In how many namespaces there is an Application of that name. */
function namespacesOf(name: string, here: Spot[]): number {
  return new Set(
    here
      .filter(({ application }) => application === name)
      .map(({ namespace }) => namespace),
  ).size;
}
