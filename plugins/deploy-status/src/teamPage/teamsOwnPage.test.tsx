import { storageApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { fakeBackend, fakeSignals, inLanguage } from '../__testUtils__/backend';
import { deployStatusPlugin } from '../plugin';
import { insights, serviceRow, serviceRows } from './__testUtils__/builders';

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'blog', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

it('leads on a team’s own page to the other teams’ filters elsewhere', async () => {
  const storage = mockApis.storage();
  await storage.forBucket('deploy-status').set('savedFilters', [
    { name: 'Ours', search: 'q=a&owner=group%3Adefault%2Fblog' },
    { name: 'Theirs', search: 'q=b&owner=group%3Adefault%2Fmedia' },
    { name: 'All', search: 'q=c' },
  ]);
  renderTestApp({
    config: inLanguage('en'),
    features: [deployStatusPlugin],
    extensions: [createTestEntityPage({ entity: group })],
    initialRouteEntries: ['/'],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [group] })],
      [storageApiRef, storage],
      fakeBackend({
        services: () => serviceRows([serviceRow('blog-api')]),
        insights: () => insights(),
      }).api,
      fakeSignals().api,
    ],
  });
  const addressOf = (name: string) =>
    screen.getByRole('link', { name }).getAttribute('href');
  await screen.findByRole('link', { name: 'Ours' });
  expect(addressOf('Ours')).toBe('/?q=a');
  expect(addressOf('Theirs')).toBe(
    '/deployments?q=b&owner=group%3Adefault%2Fmedia',
  );
  expect(addressOf('All')).toBe('/deployments?q=c');
  // The team's page is not itself a filter.
  expect(
    screen.queryByRole('button', { name: 'Save these filters' }),
  ).not.toBeInTheDocument();
});
