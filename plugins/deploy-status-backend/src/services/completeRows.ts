import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { isUpstreamError } from '@michi/upstream-node';
import { isIncomplete } from '../domain/incomplete';
import type { KnownApplications } from '../domain/merge';
import {
  keyOf,
  type Observation,
  type ObservedApplication,
} from '../domain/observed';
import type { ArgoCd } from '../upstream/ArgoCd';

/** After a list; the watch completes the rest within minutes, as it reconciles. */
const MOST_ROWS = 100;

const isDegraded = ({ health }: ObservedApplication) => health === 'Degraded';

/**
 * Asks for the incomplete ones of newly listed rows, one after the other. What
 * changed while it was asked for is left alone: the watch knows better.
 */
export async function completeRows(options: {
  instance: string;
  argoCd: Pick<ArgoCd, 'get'>;
  known: KnownApplications;
  rows: readonly Observation[];
  apply: (observation: Observation) => void;
  logger: LoggerService;
  signal: AbortSignal;
}): Promise<void> {
  const { argoCd, known, signal, logger } = options;
  const incomplete = options.rows
    .map(({ application }) => application)
    .filter(isIncomplete)
    // Why something is degraded is asked for first.
    .sort((a, b) => Number(isDegraded(b)) - Number(isDegraded(a)))
    .slice(0, MOST_ROWS);
  for (const application of incomplete) {
    const key = keyOf(application);
    try {
      const observation = await argoCd.get(application, signal);
      if (known.get(key) === application) {
        options.apply(observation);
      }
    } catch (error) {
      signal.throwIfAborted();
      logger.debug(
        `Details of ${key} on Argo CD '${options.instance}' are not known yet: ${toError(error).message}`,
      );
      // Gone meanwhile, or hidden: the others can still be asked for.
      if (
        !isUpstreamError(error, 'not-found') &&
        !isUpstreamError(error, 'forbidden')
      ) {
        return;
      }
    }
  }
}
