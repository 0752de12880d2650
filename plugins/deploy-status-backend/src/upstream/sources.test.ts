import { mockServices } from '@backstage/backend-test-utils';
import { applicationSchema } from '@michi/plugin-deploy-status-common';
import fixtures from '../__fixtures__/applications.json';
import { FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { config } from '../__testUtils__/following';
import { commitUrl } from '../domain/commitUrl';
import { toApplication } from '../domain/view';
import { StatusBoard } from '../services/StatusBoard';
import { ArgoCdClient } from './ArgoCdClient';
import { toModel } from './toModel';
import { wireApplicationSchema } from './wire';

const model = (value: unknown) =>
  toModel(wireApplicationSchema.parse(value), {
    instance: 'dev',
    frontendUrl: 'https://argo.example',
    observedAt: '2026-11-23T10:00:00.000Z',
  }).application;

it('asks for the commit of each source by its place, as Argo CD wants it', async () => {
  const fake = new FakeArgoCd();
  await fake.start();
  // As recorded of the Application `multi`.
  fake.revisionMetadata = {
    status: 200,
    body: {
      author: 'Lab <lab@example.com>',
      date: '2026-11-23T07:25:10Z',
      message: 'feat: first version of second',
    },
  };
  const logger = mockServices.logger.mock();
  const client = ArgoCdClient.create(config('dev', fake), { logger });
  const application = model(fixtures['get-multi']);
  for (const revision of application.revisions) {
    await expect(
      client.revisionMetadata(
        application,
        revision,
        new AbortController().signal,
      ),
    ).resolves.toEqual({
      author: 'Lab <lab@example.com>',
      committedAt: '2026-11-23T07:25:10.000Z',
      message: 'feat: first version of second',
    });
  }
  const asked = fake.requests.map(one => {
    const { pathname, searchParams } = new URL(one.slice(4), fake.url);
    return [
      pathname.split('/').at(-2),
      searchParams.get('sourceIndex'),
      searchParams.get('versionId'),
    ];
  });
  expect(asked).toEqual([
    ['adee3bfe6b071a00e1ea50d62cdc3d7c15d6d1fa', '0', '0'],
    ['f30b24367e7c734703e3dd716b29beb3451b5027', '1', '0'],
  ]);
  await client.close();
  await fake.stop();
});

/*
 * The recordings have neither charts nor artefacts: these answers are written
 * after the messages ChartDetails and OCIMetadata of Argo CD's
 * `pkg/apis/application/v1alpha1/types.go`.
 */
it.each([
  [
    'a chart',
    { id: '1.4.2', repoUrl: 'https://charts.example', chart: 'web' },
    'chartdetails',
    {
      description: 'Serves pages\nto readers',
      home: 'https://example.com',
      maintainers: ['Yuki Sato <yuki@example.com>', 'Ren Ito <>'],
    },
    {
      author: 'Yuki Sato <yuki@example.com>, Ren Ito <>',
      message: 'Serves pages',
    },
  ],
  [
    'an artefact',
    { id: `sha256:${'9'.repeat(64)}`, repoUrl: 'oci://ghcr.io/hanabi/blog' },
    'ocimetadata',
    {
      createdAt: '2026-11-20T08:00:00Z',
      authors: 'Team Blog',
      description: 'Manifests of the blog',
      sourceUrl: 'https://example.com',
    },
    { author: 'Team Blog', message: 'Manifests of the blog' },
  ],
  [
    'a chart that says nothing of itself',
    { id: '2.0.0-rc.1', repoUrl: 'https://charts.example', chart: 'web' },
    'chartdetails',
    { description: '', maintainers: null },
    {},
  ],
])('reads what %s is about', async (_, revision, resource, body, expected) => {
  const fake = new FakeArgoCd();
  await fake.start();
  fake.revisionMetadata = { status: 200, body };
  const client = ArgoCdClient.create(config('dev', fake), {
    logger: mockServices.logger.mock(),
  });
  await expect(
    client.revisionMetadata(
      { namespace: 'argocd', name: 'blog', project: 'default' },
      { ...revision, sourceIndex: 1, historyId: 4 },
      new AbortController().signal,
    ),
  ).resolves.toEqual(expected);
  expect(fake.requests).toEqual([
    `GET /api/v1/applications/blog/revisions/${encodeURIComponent(revision.id)}/${resource}?appNamespace=argocd&project=default&sourceIndex=1&versionId=4`,
  ]);
  await client.close();
  await fake.stop();
});

it.each([404, 500, 501])(
  'asks once about a chart where Argo CD answers %d',
  async status => {
    const fake = new FakeArgoCd();
    await fake.start();
    fake.revisionMetadata = { status, body: { error: 'no', code: 12 } };
    const client = ArgoCdClient.create(config('dev', fake), {
      logger: mockServices.logger.mock(),
    });
    await expect(
      client.revisionMetadata(
        { namespace: 'argocd', name: 'blog', project: 'default' },
        { id: '1.4.2', chart: 'web' },
        new AbortController().signal,
      ),
    ).rejects.toMatchObject({ upstreamStatus: status });
    expect(fake.requests).toHaveLength(1);
    await client.close();
    await fake.stop();
  },
);

const DIGEST = `sha256:${'9'.repeat(64)}`;

it.each([
  ['an OCI artefact', { repoURL: 'oci://ghcr.io/hanabi/manifests' }, DIGEST],
  [
    'a Helm chart',
    { repoURL: 'https://charts.hanabi.example', chart: 'blog-api' },
    '1.4.2',
  ],
])('shows %s by its version, without a commit', (_title, source, revision) => {
  const recorded = fixtures['get-hooks'];
  const application = model({
    ...recorded,
    spec: { ...recorded.spec, source },
    status: {
      ...recorded.status,
      history: [
        { id: 3, revision, source, deployedAt: '2026-11-23T10:00:00Z' },
      ],
    },
  });
  expect(application.revisions).toEqual([
    {
      id: revision,
      repoUrl: source.repoURL,
      ...('chart' in source && { chart: source.chart }),
    },
  ]);
  const [instance] = new StatusBoard([
    config('dev', new FakeArgoCd()),
  ]).instances();
  if (!instance) throw new Error('There is one');
  const shown = toApplication(application, instance, {
    metadata: () => undefined,
    url: one => commitUrl(one, () => 'github'),
  });
  expect(shown.revisions).toEqual([{ id: revision }]);
  expect(applicationSchema.parse(shown)).toEqual(shown);
});
