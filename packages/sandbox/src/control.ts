import { InputError, NotFoundError, toError } from '@backstage/errors';
import express, { type ErrorRequestHandler } from 'express';
import type { Faults } from './faults';
import { listen, type Listening } from './listen';

/**
 * Serves the switches of the sandbox, for people and tests:
 *
 * - `GET /faults`, and `GET`, `PUT`, `DELETE /faults/:system`
 * - `GET /state`: what the sandbox holds
 */
export function startControl(options: {
  faults: Faults;
  port: number;
  state: () => Promise<unknown>;
}): Promise<Listening> {
  const { faults, state } = options;
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

  const onError: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    const { name, message } = toError(error);
    const status = statusOf(error);
    res.status(status).json({ error: { name, message } });
  };
  app.use(onError);
  return listen(app, options.port);
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) return 404;
  if (error instanceof InputError || error instanceof SyntaxError) return 400;
  return 500;
}
