import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';
import { UpstreamError } from './errors';
import type { UpstreamState } from './types';

const NAMES: Record<CircuitState, UpstreamState['circuit']> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
};

/** Whether an error says that the instance, not just this request, is unwell. */
function speaksOfTheInstance(
  error: UpstreamError,
  tolerates: readonly number[],
): boolean {
  return (
    error.kind === 'network' ||
    error.kind === 'timeout' ||
    (error.kind === 'server' && !tolerates.includes(error.upstreamStatus ?? 0))
  );
}

/** Keeps calls from an instance that has just failed several times in a row. */
export interface Circuit {
  state(): UpstreamState['circuit'];
  /** @throws whatever `attempt` throws, or the result of `whenOpen`. */
  run<T>(
    attempt: () => Promise<T>,
    options: {
      tolerates: readonly number[];
      signal: AbortSignal;
      whenOpen: (lastFailure: unknown) => Error;
    },
  ): Promise<T>;
}

/** One circuit, which tells each change of its state. */
export function createCircuit(
  options: { failures: number; resetMs: number },
  onChange: (state: UpstreamState['circuit']) => void,
): Circuit {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(options.failures),
    halfOpenAfter: options.resetMs,
  });
  breaker.onStateChange(state => onChange(NAMES[state]));
  let lastFailure: unknown;
  return {
    state: () => NAMES[breaker.state],
    async run<T>(
      attempt: () => Promise<T>,
      { tolerates, signal, whenOpen }: Parameters<Circuit['run']>[1],
    ): Promise<T> {
      // An answer such as 404 is returned past the breaker as a success: the
      // instance is alive, and the row of failures is broken.
      const guarded = async () => {
        try {
          return { value: await attempt() };
        } catch (error) {
          if (
            error instanceof UpstreamError &&
            speaksOfTheInstance(error, tolerates)
          ) {
            lastFailure = error;
            throw error;
          }
          return { error };
        }
      };
      let outcome: { value: T } | { error: unknown };
      try {
        outcome = await breaker.execute(guarded, signal);
      } catch (error) {
        throw error instanceof BrokenCircuitError
          ? whenOpen(lastFailure)
          : error;
      }
      if ('error' in outcome) {
        throw outcome.error;
      }
      return outcome.value;
    },
  };
}
