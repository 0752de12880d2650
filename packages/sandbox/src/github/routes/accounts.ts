import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { GitHubContext } from '../context';
import { notFound } from '../errors';
import { param } from '../http';
import { nodeId, renderUser } from '../render';

/** People, the organisation and its teams. */
export function accountRoutes({ accounts, links }: GitHubContext): Router {
  const router = PromiseRouter();
  const profile = (login: string) => {
    const person = accounts.byLogin(login);
    if (!person) throw notFound();
    return {
      ...renderUser(links, person),
      name: person.name,
      email: person.email,
    };
  };
  const organisation = (login: string) => {
    if (accounts.byLogin(login)?.type !== 'Organization') throw notFound();
    return profile(login);
  };
  const team = (slug: string) => {
    const found = accounts.teams.find(each => each.slug === slug);
    if (!found) throw notFound();
    return {
      id: accounts.teams.indexOf(found) + 1,
      node_id: nodeId('Team', slug),
      slug,
      name: found.name,
      privacy: 'closed',
      html_url: `${links.web}/orgs/${accounts.organisation.login}/teams/${slug}`,
    };
  };

  router.get('/user', (_req, res) => {
    res.json(profile(accounts.tokenOwner.login));
  });
  router.get('/users/:login', (req, res) => {
    res.json(profile(param(req, 'login')));
  });
  router.get('/orgs/:org', (req, res) => {
    res.json(organisation(param(req, 'org')));
  });
  router.get('/orgs/:org/teams', (req, res) => {
    organisation(param(req, 'org'));
    res.json(accounts.teams.map(each => team(each.slug)));
  });
  router.get('/orgs/:org/teams/:slug', (req, res) => {
    organisation(param(req, 'org'));
    res.json(team(param(req, 'slug')));
  });
  router.get('/orgs/:org/teams/:slug/members', (req, res) => {
    organisation(param(req, 'org'));
    const { slug } = team(param(req, 'slug'));
    const members = accounts.teams.find(each => each.slug === slug)?.members;
    res.json(
      (members ?? []).flatMap(login => {
        const person = accounts.byLogin(login);
        return person ? [renderUser(links, person)] : [];
      }),
    );
  });
  router.get('/rate_limit', (_req, res) => {
    const core = {
      limit: Number(res.get('X-RateLimit-Limit')),
      remaining: Number(res.get('X-RateLimit-Remaining')),
      reset: Number(res.get('X-RateLimit-Reset')),
      used: Number(res.get('X-RateLimit-Used')),
      resource: 'core',
    };
    res.json({ resources: { core }, rate: core });
  });
  return router;
}
