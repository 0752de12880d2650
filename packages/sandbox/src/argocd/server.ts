import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express';
import { z } from 'zod';
import { faultMiddleware } from '../faultMiddleware';
import type { Faults } from '../faults';
import { applicationRoutes, type ApplicationRoutes } from './applications';
import { invalidArgument, permissionDenied, unauthenticated } from './errors';
import { handle, sendError, sendJson, sendText } from './http';
import { pageRoutes } from './pages';
import { platformRoutes, settings, version } from './platform';
import { resourceTree } from './resourceTree';
import type { Sessions } from './Sessions';
import { sendStreamError, watchApplications, watchTree } from './watch';

const UPSTREAM_GONE =
  'rpc error: code = Unavailable desc = error reading from server: EOF';

/** Against forged form posts: anything but GET must say that it is JSON, even without a body. */
const requireJson: RequestHandler = (req, res, next) => {
  const type = req.headers['content-type']?.split(';')[0]?.trim();
  if (req.method === 'GET' || type === 'application/json') next();
  else sendText(res, 415, 'Invalid content type\n');
};

const readJson = express.json({
  type: () => true,
  strict: false,
  limit: '1mb',
});

const refuseBadJson: ErrorRequestHandler = (error, req, res, _next) => {
  sendError(
    req,
    res,
    invalidArgument('invalid character in JSON request body', error),
  );
};

const sessionBody = z.object({
  username: z.string().default(''),
  password: z.string().default(''),
});

/** The HTTP side of one Argo CD. */
export function createArgoCdHandler(
  options: Omit<ApplicationRoutes, 'userOf'> & {
    sessions: Sessions;
    faults: Faults;
    url(): string;
    keepAliveMs: number;
  },
): Express {
  const { instance, sessions, faults } = options;
  const userOf = (req: Request) =>
    sessions.userOf(req.headers.authorization, req.headers.cookie);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(
    faultMiddleware(faults, `argocd-${instance.name}`, {
      unauthorized: (req, res) => {
        const message =
          'invalid session: token signature is invalid: signature is invalid';
        if (req.path.startsWith('/api/v1/stream/')) {
          sendStreamError(req, res, unauthenticated(message));
        } else sendError(req, res, unauthenticated(message));
      },
      rateLimited: (_req, res) => sendText(res, 429, 'Too Many Requests\n'),
      serverError: (req, res, status) =>
        sendJson(req, res, status, {
          error: UPSTREAM_GONE,
          code: status === 503 ? 14 : 2,
          message: UPSTREAM_GONE,
        }),
    }),
  );
  app.use('/api', requireJson, readJson, refuseBadJson);

  app.get('/healthz', (_req, res) => sendText(res, 200, 'ok'));
  app.get('/api/version', handle(version));
  app.get(
    '/api/v1/settings',
    handle(() => settings(options.url())),
  );
  app.post(
    '/api/v1/session',
    handle((req, res) => {
      const body = sessionBody.safeParse(req.body ?? {});
      if (!body.success) {
        throw invalidArgument('invalid session request', body.error);
      }
      const token = sessions.create(body.data.username, body.data.password);
      res.setHeader(
        'Set-Cookie',
        `argocd.token=${token}; path=/; SameSite=lax; httpOnly`,
      );
      return { token };
    }),
  );

  app.get('/api/v1/stream/applications', (req, res) => {
    try {
      userOf(req);
      watchApplications(options, req, res);
    } catch (error) {
      sendStreamError(req, res, error);
    }
  });
  app.get('/api/v1/stream/applications/:name/resource-tree', (req, res) => {
    try {
      userOf(req);
      const { name } = req.params;
      const record = instance.get(name);
      if (!record) throw permissionDenied();
      const tree = () => resourceTree(instance.get(name) ?? record);
      watchTree(options, name, tree, req, res);
    } catch (error) {
      sendStreamError(req, res, error);
    }
  });

  const signedIn: RequestHandler = (req, res, next) => {
    try {
      userOf(req);
      next();
    } catch (error) {
      sendError(req, res, error);
    }
  };
  app.use(
    '/api/v1/applications',
    signedIn,
    applicationRoutes({ ...options, userOf }),
  );
  app.use(
    ['/api/v1/projects', '/api/v1/clusters', '/api/v1/account'],
    signedIn,
  );
  app.use('/api/v1', platformRoutes({ ...options, userOf }));
  app.use(pageRoutes(instance));
  app.use((_req, res) => {
    res.setHeader('Vary', 'Accept-Encoding');
    sendText(res, 404, 'Not Found\n');
  });
  return app;
}
