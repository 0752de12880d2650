import type { Page } from '@playwright/test';
import { placeOf, timelineOf } from './deployments';
import { environmentOn } from './servicePage';
import { expect } from './test';
import { either } from './words';

/** A page of the portal, and how to tell in either language that it is there with its data. */
export interface Place {
  name: string;
  path: string;
  ready(page: Page): Promise<void>;
}

/** What a person opens in their first hour. */
export const PLACES: readonly Place[] = [
  {
    name: 'home',
    path: '/',
    ready: page =>
      expect(
        page.getByRole('main').getByRole('link', { name: 'blog-api' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'catalog',
    path: '/catalog?filters[kind]=component&filters[user]=all',
    ready: page =>
      expect(
        page.getByRole('link', { name: 'blog-api', exact: true }).first(),
      ).toBeVisible(),
  },
  {
    name: 'service',
    path: '/catalog/default/component/blog-api',
    ready: page =>
      expect(environmentOn(page, 'production')).toContainText('Argo CD'),
  },
  {
    name: 'service-deployments',
    path: '/catalog/default/component/blog-api/deployments',
    ready: async page => {
      await expect(placeOf(page, 'production')).toContainText('Argo CD');
      await expect(timelineOf(page, 'production').first()).toBeVisible();
    },
  },
  {
    name: 'deployments',
    path: '/deployments',
    ready: page =>
      expect(
        page.getByRole('main').getByRole('link', { name: 'blog-api' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'insights',
    path: '/deployments?tab=insights',
    ready: page =>
      expect(
        page
          .getByRole('heading', { name: /Deployment frequency|デプロイ頻度/ })
          .first(),
      ).toBeVisible(),
  },
  {
    name: 'argocd',
    path: '/deployments?tab=argocd',
    ready: page =>
      expect(
        page
          .getByRole('table', {
            name: either('Argo CD instances', 'Argo CD のインスタンス'),
          })
          .getByRole('row', { name: /production/ }),
      ).toContainText(/Connected|接続済み/),
  },
  {
    name: 'team-deployments',
    path: '/catalog/default/group/blog/deployments',
    ready: page =>
      expect(
        page.getByRole('main').getByRole('link', { name: 'blog-api' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'create',
    path: '/create/templates/default/go-service',
    ready: page =>
      expect(page.getByRole('textbox', { name: /^Name/ })).toBeVisible(),
  },
  {
    name: 'templates',
    path: '/create',
    ready: page => expect(page.getByText('Go service').first()).toBeVisible(),
  },
  {
    name: 'apis',
    path: '/api-docs',
    ready: page =>
      expect(page.getByRole('table').getByRole('link').first()).toBeVisible(),
  },
  {
    name: 'docs',
    path: '/docs',
    ready: page =>
      expect(page.getByRole('table').getByRole('link').first()).toBeVisible(),
  },
  {
    name: 'team',
    path: '/catalog/default/group/blog',
    ready: page =>
      expect(
        page.getByRole('link', { name: 'Yuki Sato' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'api',
    path: '/catalog/default/api/blog-api',
    ready: page =>
      expect(
        page.getByRole('link', { name: 'blogging' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'system',
    path: '/catalog/default/system/blogging',
    ready: page =>
      expect(
        page.getByRole('link', { name: 'blog-api' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'person',
    path: '/catalog/default/user/yuki.sato',
    ready: page =>
      expect(
        page.getByRole('main').getByRole('link', { name: 'Blog' }).first(),
      ).toBeVisible(),
  },
  {
    name: 'search',
    path: '/search?query=blog',
    ready: page =>
      expect(
        page.getByRole('listitem').getByRole('link', { name: 'blog-web' }),
      ).toBeVisible(),
  },
  {
    name: 'tasks',
    path: '/create/tasks',
    ready: page => expect(page.getByRole('table').first()).toBeVisible(),
  },
  {
    name: 'settings',
    path: '/settings',
    ready: page => expect(page.getByText('Yuki Sato').first()).toBeVisible(),
  },
];

/** The place of that name. */
export function place(name: string): Place {
  const found = PLACES.find(each => each.name === name);
  if (!found) throw new Error(`There is no page "${name}" in PLACES`);
  return found;
}
