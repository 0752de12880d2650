import { createMockDirectory } from '@backstage/backend-test-utils';
import { fetch } from 'undici';
import { startSandbox, type Sandbox } from '../sandbox';

jest.setTimeout(60_000);

describe('the pages', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      without: ['argocd'],
      quiet: true,
    });
  });
  afterAll(() => sandbox.stop());

  it.each([
    '',
    '/tree/main/',
    '/blob/main/catalog-info.yaml',
    '/edit/main/catalog-info.yaml',
    '/commit/main',
    '/pulls',
    '/actions',
  ])('shows a page at %s', async path => {
    const response = await fetch(
      `${sandbox.urls.github}/hanabi/profile${path}`,
    );
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('profile');
  });

  it('shows what a pull request changes', async () => {
    const response = await fetch(
      `${sandbox.urls.github}/hanabi/blog-api/pull/1`,
    );
    const text = await response.text();
    expect(text).toContain('Answer 40 posts per page');
    expect(text).toContain('PostsPerPage = 40');
  });

  it('shows no file as markup', async () => {
    await sandbox.repositories.write('profile', {
      author: { name: 'Yuki Sato', email: 'yuki.sato@hanabi.example' },
      message: 'Add <script>',
      files: { 'x.html': '<script>alert(1)</script>' },
    });
    const page = `${sandbox.urls.github}/hanabi/profile`;
    for (const path of ['/blob/main/x.html', '/commit/main', '/tree/main/']) {
      const response = await fetch(`${page}${path}`);
      expect(await response.text()).not.toContain('<script>');
    }
  });

  it.each([
    '/blob/main/nothing',
    '/pull/99',
    '/actions/runs/1',
    '/blob/main/..%2Fx',
  ])('there is no page at %s', async path => {
    const response = await fetch(
      `${sandbox.urls.github}/hanabi/profile${path}`,
    );
    expect(response.status).toBe(404);
  });
});
