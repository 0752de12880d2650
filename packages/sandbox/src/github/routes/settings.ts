import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import type { GitHubContext } from '../context';
import { GitHubError, notFound } from '../errors';
import { param, parseBody, repositoryOf } from '../http';
import { nodeId } from '../render';

const permission = z.object({ permission: z.string().default('push') });
const topics = z.object({
  names: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/)),
});
const protection = z.looseObject({
  required_status_checks: z.looseObject({}).nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z.looseObject({}).nullable(),
  restrictions: z.looseObject({}).nullable(),
});
const variable = z.object({ name: z.string(), value: z.string() });
const secret = z.object({ encrypted_value: z.base64(), key_id: z.string() });

/** What an owner sets on a repository: access, topics, protection, variables, secrets. */
export function settingsRoutes({
  hub,
  accounts,
  links,
}: GitHubContext): Router {
  const router = PromiseRouter();
  const repo = '/repos/:owner/:repo';

  router.put(`${repo}/collaborators/:login`, (req, res) => {
    const repository = repositoryOf(hub, req);
    const login = param(req, 'login');
    if (accounts.byLogin(login)?.type !== 'User') throw notFound();
    const body = parseBody(permission, req);
    const collaborators = {
      ...repository.state.collaborators,
      [login]: body.permission,
    };
    repository.update({ collaborators });
    res.status(204).end();
  });

  router.put('/orgs/:org/teams/:slug/repos/:owner/:repo', (req, res) => {
    const repository = repositoryOf(hub, req);
    const slug = param(req, 'slug');
    if (!accounts.teams.some(team => team.slug === slug)) throw notFound();
    const body = parseBody(permission, req);
    repository.update({
      teams: { ...repository.state.teams, [slug]: body.permission },
    });
    res.status(204).end();
  });

  router.get(`${repo}/topics`, (req, res) => {
    res.json({ names: repositoryOf(hub, req).state.topics });
  });
  router.put(`${repo}/topics`, (req, res) => {
    const repository = repositoryOf(hub, req);
    const { names } = parseBody(topics, req);
    repository.update({ topics: names });
    res.json({ names });
  });

  const protectedBranch = `${repo}/branches/:branch/protection`;
  router.put(protectedBranch, async (req, res) => {
    const repository = repositoryOf(hub, req);
    const branch = param(req, 'branch');
    if (!(await repository.git.branches()).has(branch)) {
      throw new GitHubError(404, 'Branch not found');
    }
    const wanted = parseBody(protection, req);
    repository.update({
      protection: { ...repository.state.protection, [branch]: wanted },
    });
    res.json(
      renderProtection(
        `${links.repoApi(repository)}/branches/${branch}/protection`,
        wanted,
      ),
    );
  });
  router.get(protectedBranch, (req, res) => {
    const repository = repositoryOf(hub, req);
    const branch = param(req, 'branch');
    const found = repository.state.protection[branch];
    if (!found) throw new GitHubError(404, 'Branch not protected');
    const wanted = protection.parse(found);
    res.json(
      renderProtection(
        `${links.repoApi(repository)}/branches/${branch}/protection`,
        wanted,
      ),
    );
  });
  router.post(`${protectedBranch}/required_signatures`, (req, res) => {
    const repository = repositoryOf(hub, req);
    res.json({
      url: `${links.repoApi(repository)}/branches/${param(req, 'branch')}/protection/required_signatures`,
      enabled: true,
    });
  });

  router.post(`${repo}/actions/variables`, (req, res) => {
    const repository = repositoryOf(hub, req);
    const { name, value } = parseBody(variable, req);
    if (name in repository.state.variables) {
      throw new GitHubError(409, 'Already exists - Variable already exists');
    }
    repository.update({
      variables: { ...repository.state.variables, [name]: value },
    });
    res.status(201).json({});
  });

  // One key for as long as the process lives: secrets are accepted and their values dropped.
  const key = lazy(() => {
    const { publicKey } = generateKeyPairSync('x25519');
    const der = publicKey.export({
      type: 'spki',
      format: 'der',
    });
    return {
      key_id: nodeId('Key', 1),
      key: der.subarray(-32).toString('base64'),
    };
  });
  router.get(`${repo}/actions/secrets/public-key`, (req, res) => {
    repositoryOf(hub, req);
    res.json(key());
  });
  router.put(`${repo}/actions/secrets/:name`, (req, res) => {
    const repository = repositoryOf(hub, req);
    parseBody(secret, req);
    const name = param(req, 'name');
    const known = repository.state.secrets.includes(name);
    if (!known) {
      repository.update({ secrets: [...repository.state.secrets, name] });
    }
    res.status(known ? 204 : 201).json({});
  });

  return router;
}

/** Protection as it was asked for, with each part in GitHub's answering form. */
function renderProtection(url: string, wanted: z.output<typeof protection>) {
  const { required_status_checks: checks, enforce_admins: admins } = wanted;
  const { required_pull_request_reviews: reviews } = wanted;
  return {
    url,
    ...(checks
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            ...checks,
          },
        }
      : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: admins ?? false },
    ...(reviews
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            ...reviews,
          },
        }
      : {}),
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
}

function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
