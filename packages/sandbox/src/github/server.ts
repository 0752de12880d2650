import express, { type ErrorRequestHandler } from 'express';
import type { Clock } from '../clock';
import { isoSeconds } from '../git/commitObject';
import { faultMiddleware } from '../faultMiddleware';
import type { Faults } from '../faults';
import { listen, type Listening } from '../listen';
import { Actions } from './Actions';
import type { Accounts } from './Accounts';
import type { GitHubContext } from './context';
import { errorHandler, faultAnswers, GitHubError, notFound } from './errors';
import type { Hub } from './Hub';
import { page, html } from './html';
import { requireToken, standardHeaders } from './http';
import { activityPages } from './activityPages';
import { comparePages } from './comparePages';
import { pages } from './pages';
import { Links } from './render';
import { accountRoutes } from './routes/accounts';
import { actionRoutes } from './routes/actions';
import { commitRoutes } from './routes/commits';
import { compareRoutes } from './routes/compare';
import { contentRoutes } from './routes/contents';
import { gitDataRoutes } from './routes/gitData';
import { graphqlRoutes } from './routes/graphql';
import { pullRoutes } from './routes/pulls';
import { refRoutes } from './routes/refs';
import { repositoryRoutes } from './routes/repositories';
import { settingsRoutes } from './routes/settings';
import { smartHttp } from './smartHttp';

/** What the Git host is made of. */
export interface GitHubOptions {
  hub: Hub;
  accounts: Accounts;
  actions: Actions;
  faults: Faults;
  clock: Clock;
  /** 0 takes a free port. */
  port: number;
  /** The token that the API and pushes need. */
  token: string;
}

/**
 * Serves GitHub's REST API below `/api/v3`, its GraphQL at `/api/graphql`,
 * Git's smart HTTP and simple pages, on 127.0.0.1.
 */
export async function startGitHub(options: GitHubOptions): Promise<Listening> {
  const { hub, accounts, actions, clock } = options;
  const accepts = (token: string) => token === options.token;
  const context: GitHubContext = {
    hub,
    accounts,
    actions,
    links: new Links(hub),
    now: () => isoSeconds(clock()),
  };

  const api = express.Router();
  api.use(requireToken(accepts));
  api.use(express.json({ limit: '64mb', type: () => true }));
  for (const routes of [
    accountRoutes,
    repositoryRoutes,
    settingsRoutes,
    contentRoutes,
    commitRoutes,
    compareRoutes,
    gitDataRoutes,
    refRoutes,
    pullRoutes,
    actionRoutes,
  ]) {
    api.use(routes(context));
  }
  api.use((_req, _res, next) => next(notFound()));
  api.use(errorHandler);

  const app = express();
  app.disable('x-powered-by');
  app.use(standardHeaders(clock));
  app.use(faultMiddleware(options.faults, 'github', faultAnswers));
  app.use(smartHttp(hub, accepts));
  app.use('/api/v3', api);
  app.use(
    '/api',
    requireToken(accepts),
    express.json({ type: () => true }),
    graphqlRoutes(context),
    errorHandler,
  );
  app.use(activityPages(context), comparePages(context), pages(context));
  app.use((_req, res) => {
    res
      .status(404)
      .send(page('Not found', html`<h1>There is no such page</h1>`));
  });
  const pageErrors: ErrorRequestHandler = (error, req, res, next) => {
    // People read these: the API's words would be no help to them.
    if (error instanceof GitHubError && error.status === 405) {
      res.status(405).send(page('Conflict', html`<h1>${error.text}</h1>`));
    } else if (error instanceof GitHubError) {
      res
        .status(404)
        .send(page('Not found', html`<h1>There is no such page</h1>`));
    } else {
      errorHandler(error, req, res, next);
    }
  };
  app.use(pageErrors);

  const listening = await listen(app, options.port);
  hub.baseUrl = listening.url;
  return listening;
}
