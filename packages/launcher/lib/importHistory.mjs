import { setTimeout as sleep } from 'node:timers/promises';
import { StoppedError } from './errors.mjs';

const ATTEMPTS = 4;
const PATIENCE_MS = 120_000;

/** An import that another attempt may bring about. */
class NotYetError extends Error {}

/**
 * @typedef {object} ImportReport what the portal says of an import
 * @property {number} accepted new deployments
 * @property {number} known deployments that it had already
 * @property {number} refused
 */

/**
 * Counts the lines that pass.
 *
 * @param {(lines: number) => void} told
 */
function counting(told) {
  let lines = 0;
  return new TransformStream({
    /** @param {Uint8Array} chunk */
    transform(chunk, controller) {
      for (const byte of chunk) if (byte === 0x0a) lines += 1;
      told(lines);
      controller.enqueue(chunk);
    },
  });
}

/**
 * @param {object} options
 * @param {string} options.control the sandbox's control server
 * @param {string} options.portal the backend
 * @param {string} options.token
 * @param {(lines: number) => void} options.told
 * @param {AbortSignal} options.signal
 * @returns {Promise<ImportReport>}
 */
async function importOnce({ control, portal, token, told, signal }) {
  const history = await fetch(`${control}/history.ndjson`, { signal });
  if (!history.ok || !history.body) {
    throw new NotYetError(`the sandbox answered ${history.status}`);
  }
  const response = await fetch(`${portal}/api/deploy-status/import`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-ndjson',
    },
    body: history.body.pipeThrough(counting(told)),
    // What a body that is a stream needs.
    duplex: 'half',
    signal,
  });
  if (response.ok) return readReport(await response.json());
  await response.body?.cancel();
  const message = `the portal answered ${response.status}`;
  throw response.status >= 500 || response.status === 429
    ? new NotYetError(message)
    : new Error(message);
}

/**
 * @param {unknown} report
 * @returns {ImportReport}
 */
function readReport(report) {
  const entries = Object.entries(
    typeof report === 'object' && report !== null ? report : {},
  );
  /** @param {string} name */
  const count = name => {
    const [, value] = entries.find(([key]) => key === name) ?? [];
    return typeof value === 'number' ? value : 0;
  };
  return {
    accepted: count('accepted'),
    known: count('known'),
    refused: count('refused'),
  };
}

/**
 * Brings the deployments of the sandbox's past into the portal. It may be done
 * again: the portal adds none twice.
 *
 * @param {object} options
 * @param {string} options.control address of the sandbox's control server
 * @param {string} options.portal address of the backend
 * @param {string} options.token the secret that may import
 * @param {(text: string) => void} options.detail
 * @param {AbortSignal} options.signal stops it
 * @param {number} [options.pauseMs] between attempts
 * @returns {Promise<boolean>} whether all of it is in the portal
 */
export async function importHistory(options) {
  const { control, portal, token, detail, signal, pauseMs = 2_000 } = options;
  /** @param {number} lines */
  const told = lines => detail(`importing 90 days of deployments: ${lines}`);
  for (let attempt = 1; ; attempt += 1) {
    told(0);
    try {
      const { accepted, known, refused } = await importOnce({
        control,
        portal,
        token,
        told,
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const parts = [
        `imported 90 days of deployments: ${accepted + known}`,
        known > 0 && `${known} of them known from Argo CD`,
        refused > 0 && `${refused} were refused`,
      ];
      detail(parts.filter(Boolean).join(', '));
      return refused === 0;
    } catch (error) {
      if (signal.aborted) throw new StoppedError();
      // Fetch reports a connection that fails as a TypeError, and one that
      // takes too long as a DOMException.
      const temporary =
        error instanceof NotYetError ||
        error instanceof TypeError ||
        error instanceof DOMException;
      if (!temporary || attempt === ATTEMPTS) {
        const why = error instanceof Error ? error.message : `${error}`;
        detail(
          `90 days of deployments could not be imported: ${why}. The next start tries again.`,
        );
        return false;
      }
    }
    await sleep(pauseMs * attempt, undefined, { ref: false });
  }
}
