import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** What is counted about calls to other systems. */
export interface UpstreamMetrics {
  /** One request with all its attempts is over; `outcome` is `ok` or an error kind. */
  finished(method: string, outcome: string, seconds: number): void;
  retried(method: string, because: string): void;
  circuit(state: string): void;
  frame(): void;
}

/**
 * Instruments `michi.upstream.*`, labelled with system and instance. Paths are
 * not labels: they carry names without number.
 */
export function createUpstreamMetrics(
  metrics: MetricsService | undefined,
  system: string,
  instance: string,
): UpstreamMetrics {
  const requests = metrics?.createCounter('michi.upstream.requests', {
    description: 'Requests to other systems, all attempts of one as one',
  });
  const duration = metrics?.createHistogram('michi.upstream.request.duration', {
    description: 'Time of a request to another system with all its attempts',
    unit: 's',
    advice: {
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
      ],
    },
  });
  const retries = metrics?.createCounter('michi.upstream.retries', {
    description: 'Attempts made after the first one',
  });
  const changes = metrics?.createCounter('michi.upstream.circuit.changes', {
    description: 'How often the circuit changed to a state',
  });
  const frames = metrics?.createCounter('michi.upstream.stream.frames', {
    description: 'Frames read from streams of other systems',
  });
  const base = { system, instance };
  return {
    finished(method, outcome, seconds) {
      requests?.add(1, { ...base, method, outcome });
      duration?.record(seconds, { ...base, method, outcome });
    },
    retried(method, because) {
      retries?.add(1, { ...base, method, because });
    },
    circuit(state) {
      changes?.add(1, { ...base, state });
    },
    frame() {
      frames?.add(1, base);
    },
  };
}
