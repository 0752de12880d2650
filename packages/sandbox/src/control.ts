import { InputError, NotFoundError, toError } from '@backstage/errors';
import express, { type ErrorRequestHandler, type Router } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Faults } from './faults';
import { listen, type Listening } from './listen';

const CHUNK = 16_384;

/**
 * Serves the switches of the sandbox, for people and tests:
 *
 * - `GET /faults`, and `GET`, `PUT`, `DELETE /faults/:system`
 * - `GET /state`: what the sandbox holds
 * - `GET /history.ndjson`: the deployments before the first start, one a line,
 *   as the portal's import takes them
 * - what `controlRoutes` adds: the next sync, sync windows, applications, images
 */
export function startControl(options: {
  faults: Faults;
  port: number;
  state: () => Promise<unknown>;
  history: () => AsyncIterable<unknown>;
  routes: Router;
}): Promise<Listening> {
  const { faults, state, history } = options;
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ type: () => true }));

  app.get('/faults', (_req, res) => {
    const all = faults.systems.map(system => [
      system,
      faults.get(system) ?? null,
    ]);
    res.json(Object.fromEntries(all));
  });
  app.get('/faults/:system', (req, res) => {
    res.json(faults.get(req.params.system) ?? null);
  });
  app.put('/faults/:system', (req, res) => {
    res.json(faults.set(req.params.system, req.body));
  });
  app.delete('/faults/:system', (req, res) => {
    faults.clear(req.params.system);
    res.status(204).end();
  });
  app.get('/state', (_req, res, next) => {
    state().then(answer => res.json(answer), next);
  });

  app.get('/history.ndjson', (_req, res, next) => {
    res.type('application/x-ndjson');
    pipeline(linesOf(history()), res).catch((error: unknown) => {
      // Whoever asked may hang up.
      if (!res.headersSent) next(error);
    });
  });

  app.use(options.routes);

  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    const { name, message } = toError(error);
    const status = statusOf(error);
    res.status(status).json({ error: { name, message } });
  };
  app.use(onError);
  return listen(app, options.port);
}

/** One JSON object a line, some kilobytes at a time. */
async function* linesOf(objects: AsyncIterable<unknown>) {
  let text = '';
  for await (const object of objects) {
    text += `${JSON.stringify(object)}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) return 404;
  if (error instanceof InputError || error instanceof SyntaxError) return 400;
  return 500;
}
