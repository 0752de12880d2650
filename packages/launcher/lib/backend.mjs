import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configFiles } from './config.mjs';
import { LaunchError } from './errors.mjs';
import { NODE_TRANSFORM } from './nodeTransform.mjs';
import { ROOT } from './paths.mjs';

/**
 * Starts the backend from its sources, the way it runs in production.
 *
 * @param {object} options
 * @param {import('./processes.mjs').Processes} options.processes
 * @param {import('./tools.mjs').Tools} options.tools
 * @param {string} options.generated path of the generated configuration
 */
export function startBackend({ processes, tools, generated }) {
  const config = [...configFiles(), generated].flatMap(file => [
    '--config',
    file,
  ]);
  return processes.start(
    'backend',
    tools.node,
    ['--require', NODE_TRANSFORM, 'src/index.ts', ...config],
    {
      cwd: path.join(ROOT, 'packages/backend'),
      env: { NODE_ENV: 'production', LOG_LEVEL: process.env.LOG_LEVEL },
    },
  );
}

/**
 * Asks until the answer is good.
 *
 * @param {string} url
 * @param {object} options
 * @param {Record<string, string>} [options.headers]
 * @param {(response: Response) => boolean | Promise<boolean>} [options.good]
 * @param {number} options.until milliseconds since the epoch
 * @returns {Promise<boolean>} false when time ran out
 */
async function answers(url, { headers, good = r => r.ok, until }) {
  while (Date.now() < until) {
    try {
      const response = await fetch(url, {
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(5000),
      });
      const fine = await good(response);
      if (!response.bodyUsed) await response.body?.cancel();
      if (fine) return true;
    } catch (error) {
      // Nobody listens yet, or it took its time: both mean "not yet". Fetch
      // reports the first as a TypeError, the second as a DOMException.
      if (!(error instanceof TypeError || error instanceof DOMException))
        throw error;
    }
    await sleep(200);
  }
  return false;
}

/**
 * Waits until the portal is usable: the backend's plugins are up, the page is
 * served, and the catalog answers and knows the people who can sign in.
 *
 * @param {object} options
 * @param {string} options.url of the backend
 * @param {string} options.page of the app
 * @param {string} options.token
 * @param {string} [options.person] a user entity to wait for
 * @param {string} options.logs folder of the logs, for messages
 * @param {(text: string) => void} options.detail
 */
export async function portalReady(options) {
  const { url, page, token, person, logs, detail } = options;
  const until = Date.now() + 180_000;
  const late = new LaunchError(
    `The portal did not get ready within three minutes; ${logs}/backend.log has what the backend said.`,
  );
  detail('plugins');
  if (!(await answers(`${url}/.backstage/health/v1/readiness`, { until })))
    throw late;
  detail('page');
  const html = {
    until,
    good: async (/** @type {Response} */ response) =>
      response.ok && (await response.text()).includes('</html>'),
  };
  if (!(await answers(page, html))) throw late;
  const headers = { authorization: `Bearer ${token}` };
  detail('catalog');
  const catalog = `${url}/api/catalog/entities/by-query?limit=1`;
  if (!(await answers(catalog, { headers, until }))) throw late;
  if (person) {
    const [kind, rest] = person.split(':');
    const user = `${url}/api/catalog/entities/by-name/${kind}/${rest}`;
    detail('organisation');
    const known = await answers(user, {
      headers,
      until: Math.min(until, Date.now() + 60_000),
    });
    detail(
      known ? '' : `${person} is not in the catalog; see ${logs}/backend.log`,
    );
  } else {
    detail('');
  }
}
