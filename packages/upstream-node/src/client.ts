import { secretsIn, validated } from './body';
import { createCircuit } from './circuit';
import { DeadlineReached, pause, withDeadline } from './deadline';
import {
  circuitOpenError,
  heldBackError,
  isUpstreamError,
  timeoutError,
  UpstreamError,
  type UpstreamCall,
} from './errors';
import { createPool, send, translated } from './http';
import { createUpstreamMetrics } from './metrics';
import { readAnswer } from './answer';
import { RateLimitGate } from './rateLimit';
import { retrying } from './retry';
import { streamFrames } from './stream';
import type {
  Upstream,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamState,
  UpstreamStreamRequest,
} from './types';
import { parseBaseUrl, requestPath } from './url';

const DEFAULTS = {
  deadlineMs: 10_000,
  retry: { attempts: 3, baseMs: 200, maxMs: 5_000 },
  circuit: { failures: 5, resetMs: 10_000 },
  maxBytes: 16 * 1024 * 1024,
};

/**
 * A client for one instance of another system, with everything such a call
 * needs: a deadline over all attempts, bounded retry with jitter, respect for
 * rate limits, a circuit, validated answers, metrics and typed errors.
 *
 * @example
 * ```ts
 * const argocd = createUpstream({
 *   name: 'production',
 *   system: 'argocd',
 *   baseUrl: 'https://argocd.example.com',
 *   headers: () => ({ authorization: `Bearer ${token}` }),
 *   logger,
 * });
 * const application = await argocd.request({
 *   path: ['api', 'v1', 'applications', name],
 *   query: { project },
 *   schema: applicationSchema,
 * });
 * ```
 *
 * @throws InputError when the URL cannot be used.
 * @public
 */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { name, system, logger } = options;
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const policy = options.retry ?? DEFAULTS.retry;
  const base = parseBaseUrl(system, name, options.baseUrl);
  const pool = createPool(base, options.ca);
  const gate = new RateLimitGate(now);
  const metrics = createUpstreamMetrics(options.metrics, system, name);
  const remembered: Pick<UpstreamState, 'lastError' | 'lastSuccessAt'> = {};

  const circuit = createCircuit(options.circuit ?? DEFAULTS.circuit, state => {
    metrics.circuit(state);
    if (state === 'open') {
      logger.warn(
        `${system} '${name}' failed repeatedly and is left alone for a while`,
        { kind: remembered.lastError?.kind ?? 'unknown' },
      );
    } else if (state === 'closed') {
      logger.info(`${system} '${name}' answers again`);
    }
  });

  const configuredHeaders = async () =>
    typeof options.headers === 'function'
      ? options.headers()
      : (options.headers ?? {});

  const failed = (error: unknown) => {
    if (error instanceof UpstreamError && error.kind !== 'circuit-open') {
      const { kind, message } = error;
      remembered.lastError = { at: new Date(now()), kind, message };
    }
  };
  const succeeded = () => {
    remembered.lastSuccessAt = new Date(now());
  };

  async function attempt<T>(
    call: UpstreamCall,
    pathAndQuery: string,
    request: UpstreamRequest<T>,
    outer: AbortSignal,
  ): Promise<T> {
    const attemptMs =
      options.attemptMs ??
      request.deadlineMs ??
      options.deadlineMs ??
      DEFAULTS.deadlineMs;
    let inner: AbortSignal | undefined;
    try {
      return await withDeadline(attemptMs, outer, async signal => {
        inner = signal;
        const own = await configuredHeaders();
        const answer = await send(pool, call, {
          pathAndQuery,
          method: call.method,
          headers: {
            accept: 'application/json',
            ...(call.method === 'GET'
              ? {}
              : { 'content-type': 'application/json' }),
            ...own,
          },
          body:
            request.body === undefined
              ? undefined
              : JSON.stringify(request.body),
          secrets: secretsIn(own, options.secrets),
          signal,
          now: now(),
          onAnswer: (status, headers) =>
            gate.note(request.bucket ?? '', status, headers),
        });
        const value = await readAnswer(call, answer, {
          maxBytes: request.maxBytes ?? options.maxBytes ?? DEFAULTS.maxBytes,
          large: request.large,
        });
        return validated(call, request.schema, value, answer.status);
      });
    } catch (error) {
      throw translated(call, error, inner);
    }
  }

  async function guardedRequest<T>(
    call: UpstreamCall,
    pathAndQuery: string,
    request: UpstreamRequest<T>,
    deadlineAt: number,
    signal: AbortSignal,
  ): Promise<T> {
    const tolerates = request.tolerates ?? [];
    return retrying({
      policy,
      idempotent: request.idempotent ?? call.method === 'GET',
      tolerates,
      deadlineAt,
      now,
      random,
      signal,
      onRetry: (error, waitMs) => {
        failed(error);
        metrics.retried(call.method, error.kind);
        logger.debug(
          `Repeating a call to ${system} '${name}' in ${Math.round(waitMs)} ms: ${error.kind}`,
        );
      },
      attempt: async () => {
        const waitMs = gate.waitMs(request.bucket ?? '');
        if (waitMs > 0 && now() + waitMs >= deadlineAt) {
          throw heldBackError(call, waitMs);
        }
        if (waitMs > 0) {
          await pause(waitMs, signal);
        }
        return circuit.run(() => attempt(call, pathAndQuery, request, signal), {
          tolerates,
          signal,
          whenOpen: lastFailure => circuitOpenError(call, lastFailure),
        });
      },
    });
  }

  return {
    async request<T>(request: UpstreamRequest<T>): Promise<T> {
      const method = request.method ?? 'GET';
      const { path, pathAndQuery } = requestPath(
        base,
        request.path,
        request.query,
      );
      const call: UpstreamCall = { system, instance: name, method, path };
      const deadlineMs =
        request.deadlineMs ?? options.deadlineMs ?? DEFAULTS.deadlineMs;
      const startedAt = now();
      const finish = (outcome: string) =>
        metrics.finished(method, outcome, (now() - startedAt) / 1000);
      try {
        const value = await withDeadline(deadlineMs, request.signal, signal =>
          guardedRequest(
            call,
            pathAndQuery,
            request,
            startedAt + deadlineMs,
            signal,
          ),
        );
        succeeded();
        finish('ok');
        return value;
      } catch (error) {
        const known =
          error instanceof DeadlineReached
            ? timeoutError(call, error.ms)
            : error;
        failed(known);
        finish(isUpstreamError(known) ? known.kind : 'aborted');
        throw known;
      }
    },
    stream<T>(request: UpstreamStreamRequest<T>): AsyncIterable<T> {
      const { path, pathAndQuery } = requestPath(
        base,
        request.path,
        request.query,
      );
      return streamFrames({
        pool,
        call: { system, instance: name, method: 'GET', path },
        pathAndQuery,
        request,
        defaultOpenMs: options.deadlineMs ?? DEFAULTS.deadlineMs,
        headers: configuredHeaders,
        secrets: options.secrets,
        waitMs: () => gate.waitMs(request.bucket ?? ''),
        onAnswer: (status, headers) =>
          gate.note(request.bucket ?? '', status, headers),
        now,
        onFrame: metrics.frame,
        onOpen: succeeded,
        onError: failed,
      });
    },
    state: () => ({ circuit: circuit.state(), ...remembered }),
    async close() {
      await pool.destroy();
    },
  };
}
