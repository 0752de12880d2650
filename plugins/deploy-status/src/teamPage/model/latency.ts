import type { Instance, SyncLatency } from '@michi/plugin-deploy-status-common';
import type { TrendPoint } from './figures';

/** An Argo CD instance: how we stand with it and how it keeps up. */
export interface InstanceLatency {
  instance: Instance;
  /** The whole of it; undefined until it is known. */
  whole: SyncLatency | undefined;
  /** Per destination cluster; empty where there is only one. */
  destinations: SyncLatency[];
}

/** Puts the instances and what is known of their speed together. */
export function joinLatencies(
  instances: Instance[],
  latencies: SyncLatency[],
): InstanceLatency[] {
  return instances.map(instance => {
    const own = latencies.filter(one => one.instance === instance.name);
    const destinations = own.filter(one => one.destination !== undefined);
    return {
      instance,
      whole: own.find(one => one.destination === undefined),
      destinations: destinations.length > 1 ? destinations : [],
    };
  });
}

/** What is drawn of an instance. */
export type LatencyKind = 'duration' | 'delay';

/** How long syncs took, or how late they began. */
export function latencyTrend(
  latency: SyncLatency | undefined,
  kind: LatencyKind,
): TrendPoint[] {
  return (latency?.series ?? []).map(point => ({
    from: point.from,
    to: point.to,
    value: point[kind].p50Seconds,
    second: point[kind].p90Seconds,
    n: point[kind].n,
  }));
}

/** The largest value of several trends, so that all are drawn to one scale. */
export function largestOf(trends: TrendPoint[][]): number {
  return Math.max(
    0,
    ...trends
      .flat()
      .map(({ value = 0, second = 0 }) => Math.max(value, second)),
  );
}

/** All instances taken together. */
export interface LatencySummary {
  instances: number;
  /** Instances that do not answer or refuse us. */
  silent: Instance[];
  running: number;
  queued: number;
  /** Of the slowest instance. */
  slowest: { name: string; p90Seconds: number } | undefined;
}

/** What to say first about all instances. */
export function summarizeLatencies(rows: InstanceLatency[]): LatencySummary {
  const slowest = rows
    .flatMap(({ instance, whole }) => {
      const p90Seconds = whole?.duration.p90Seconds;
      return p90Seconds === undefined
        ? []
        : [{ name: instance.name, p90Seconds }];
    })
    .sort((a, b) => b.p90Seconds - a.p90Seconds)[0];
  const sum = (field: 'running' | 'queued') =>
    rows.reduce((total, { whole }) => total + (whole?.[field] ?? 0), 0);
  return {
    instances: rows.length,
    silent: rows
      .map(({ instance }) => instance)
      .filter(({ connection }) => connection !== 'connected'),
    running: sum('running'),
    queued: sum('queued'),
    slowest,
  };
}
