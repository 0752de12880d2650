import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  defaultEntityPresentation,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  fakeBackend,
  fakeSignals,
  inLanguage,
  type Answer,
} from '../../__testUtils__/backend';
import { instance } from '../../__testUtils__/builders';
import { component } from '../../__testUtils__/entities';
import { deployStatusPlugin } from '../../plugin';
import { insights, serviceRow, serviceRows, syncLatency } from './builders';

const organisation = [
  component('blog-api', 'blog'),
  component('checkout', 'payments'),
];

/** A catalog that calls these entities something, as soon as it was asked. */
function presenting(titles: Record<string, string>) {
  const asked: string[] = [];
  return {
    asked,
    forEntity: (entityOrRef: Entity | string) => {
      const snapshot = defaultEntityPresentation(entityOrRef);
      const { entityRef } = snapshot;
      asked.push(entityRef);
      const primaryTitle = titles[entityRef] ?? snapshot.primaryTitle;
      return {
        snapshot,
        promise: Promise.resolve({ ...snapshot, primaryTitle }),
      };
    },
  };
}

/** The page at an address, over a backend that gives these answers. */
export function renderPage(
  path: string,
  options: {
    answers?: Record<string, Answer>;
    entities?: Entity[];
    language?: 'en' | 'ja';
    /** What the catalog calls entities, by their references. */
    titles?: Record<string, string>;
  } = {},
) {
  const backend = fakeBackend({
    services: () => serviceRows([serviceRow('blog-api')]),
    insights: () => insights(),
    instances: () => ({
      instances: ['dev', 'staging', 'production'].map(name => instance(name)),
    }),
    syncs: () => ({
      instances: ['dev', 'staging', 'production'].map(name =>
        syncLatency(name),
      ),
    }),
    ...options.answers,
  });
  const signals = fakeSignals();
  const presentations = presenting(options.titles ?? {});
  renderTestApp({
    config: inLanguage(options.language ?? 'en'),
    features: [deployStatusPlugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [
        catalogApiRef,
        catalogApiMock({ entities: options.entities ?? organisation }),
      ],
      [entityPresentationApiRef, presentations],
      backend.api,
      signals.api,
    ],
  });
  return { backend, signals, presentations };
}
