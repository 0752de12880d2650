import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import {
  hasFailed,
  type Deployment,
  type Difference,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { screen, within } from '@testing-library/react';
import { z } from 'zod';
import { deployStatusPlugin } from '../plugin';
import { fakeBackend, fakeSignals, inLanguage, type Answer } from './backend';
import { component } from './entities';

const blogApi = component('blog-api', 'blog', {
  annotations: { 'argocd/app-name': 'blog-api' },
});

const askedSchema = z.object({
  since: z.string(),
  before: z.string().optional(),
  environments: z.array(z.string()).optional(),
  only: z.enum(['failed', 'rollback']).optional(),
  limit: z.number(),
});

/** A ledger that answers as the backend does: filtered, newest first, counted past the limit. */
export const ledger =
  (deployments: () => Deployment[]): Answer =>
  asked => {
    const { since, before, environments, only, limit } =
      askedSchema.parse(asked);
    const fitting = deployments()
      .filter(
        deployment =>
          deployment.startedAt >= since &&
          (!environments || environments.includes(deployment.environment)) &&
          (only !== 'failed' || hasFailed(deployment)) &&
          (only !== 'rollback' || deployment.rollback),
      )
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
    return {
      deployments: fitting
        .filter(({ startedAt }) => !before || startedAt < before)
        .slice(0, limit),
      total: fitting.length,
      failed: fitting.filter(hasFailed).length,
      denied: 0,
    };
  };

/** The tab on the page of an entity without the card. */
export function renderPage(options: {
  status: () => EntityStatus;
  deployments?: () => Deployment[];
  differences?: () => Difference[];
  /** The address's query. */
  search?: string;
  entity?: Entity;
  language?: 'en' | 'ja';
  answers?: Record<string, Answer>;
}) {
  const {
    status,
    deployments = () => [],
    differences = () => [],
    search = '',
    entity = blogApi,
    language = 'en',
    answers,
  } = options;
  const backend = fakeBackend({
    status,
    deployments: ledger(deployments),
    differences: () => ({ differences: differences() }),
    ...answers,
  });
  const signals = fakeSignals();
  renderTestApp({
    config: inLanguage(language, ['entity-card:deploy-status/deployments']),
    features: [deployStatusPlugin],
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: [`/${search}`],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      backend.api,
      signals.api,
    ],
  });
  return { backend, signals };
}

/** The rows of an environment in the matrix. */
export const environmentRows = async (name: string) => {
  const header = await screen.findByRole('rowheader', { name });
  const body = header.closest('tbody');
  if (!body) throw new Error(`The row of ${name} is not in a tbody`);
  return body;
};

/** The table of deployments. */
export const timelineTable = () =>
  screen.findByRole('table', { name: /Deployments, newest first/ });

/** The rows of the table of deployments, without the one of names. */
export const timelineRows = async () =>
  within(await timelineTable())
    .getAllByRole('row')
    .slice(1);
