import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { deployStatusPlugin } from '../plugin';
import { fakeBackend, fakeSignals, inLanguage, type Answer } from './backend';
import { component } from './entities';

const blogApi = component('blog-api', 'blog', {
  annotations: { 'argocd/app-name': 'blog-api' },
});

/** The card on the page of an entity without the tab, over a backend that gives one answer. */
export function renderCard(
  status: Answer,
  options: { entity?: Entity; language?: 'en' | 'ja'; withTab?: boolean } = {},
) {
  const { entity = blogApi, language = 'en', withTab = false } = options;
  const backend = fakeBackend({ status });
  const signals = fakeSignals();
  renderTestApp({
    config: inLanguage(
      language,
      withTab ? [] : ['entity-content:deploy-status/deployments'],
    ),
    features: [deployStatusPlugin],
    extensions: [createTestEntityPage({ entity })],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      backend.api,
      signals.api,
    ],
  });
  return { backend, signals };
}

/** The rows of one environment, as text. */
export const environment = async (name: string) => {
  const header = await screen.findByRole('rowheader', { name });
  const body = header.closest('tbody');
  if (!body) throw new Error(`The row of ${name} is not in a tbody`);
  return body;
};
