import { createMockDirectory } from '@backstage/backend-test-utils';
import { importedDeploymentSchema } from '@michi/plugin-deploy-status-common';
import { argoCdToken, startSandbox, type Sandbox } from '../sandbox';
import { RecordingClient } from './__testUtils__/contract/client';
import {
  applicationOf,
  listOf,
  wireApplication,
  type Seen,
} from './__testUtils__/contract/exchange';

jest.setTimeout(60_000);

const APPS = '/api/v1/applications';
const MINUTE = 60_000;

/** Argo CD on the sandbox's own Git, with the example organisation in it. */
describe('Argo CD and the example organisation', () => {
  const state = createMockDirectory();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      stateDir: state.path,
      quiet: true,
      pace: 20,
    });
  }, MINUTE);
  afterAll(() => sandbox.stop());

  const clientOf = (environment: string) =>
    new RecordingClient(
      sandbox.urls.argocd[environment] ?? '',
      argoCdToken(environment),
      15,
      [],
    );

  it('has an application for every repository with a manifest', async () => {
    const repositories = await sandbox.repositories.list();
    for (const environment of ['dev', 'staging', 'production']) {
      const list = await clientOf(environment).get('list', APPS);
      const found = (listOf(list).items ?? []).map(item =>
        wireApplication.parse(item),
      );
      const expected: string[] = [];
      for (const repository of repositories) {
        const head = await sandbox.repositories.head(repository);
        const manifest = await sandbox.repositories.readFile(
          repository,
          `deploy/${environment}/application.yaml`,
          head ?? '',
        );
        if (manifest !== undefined) expected.push(repository);
      }
      expect(found.map(({ metadata }) => metadata.name)).toEqual(expected);
      expect(found.length).toBeGreaterThan(10);
      for (const { status } of found) {
        for (const { revision } of status.history ?? []) {
          expect(revision).toMatch(/^[0-9a-f]{40}$/);
        }
      }
    }
  });

  it('judges what KubeVela runs, as the platform repository has it do', async () => {
    const isVela = ({ group }: { group?: string }) => group === 'core.oam.dev';
    for (const environment of ['dev', 'staging', 'production']) {
      const client = clientOf(environment);
      const list = listOf(await client.get('list', APPS));
      const listed = (list.items ?? []).map(item =>
        wireApplication.parse(item),
      );
      const healthy = listed.filter(
        ({ status }) =>
          status.health.status === 'Healthy' && status.resources?.some(isVela),
      );
      expect(healthy.length).toBeGreaterThan(5);
      const [first] = healthy;
      expect(first?.status.resources?.find(isVela)).not.toHaveProperty(
        'health',
      );
      const { status } = applicationOf(
        await client.get('get', `${APPS}/${first?.metadata.name}`),
      );
      expect(status.resources?.find(isVela)).toMatchObject({
        health: { status: 'Healthy' },
      });
    }
  });

  it('knows the commit of each deployment in its history', async () => {
    const client = clientOf('production');
    const { status } = applicationOf(
      await client.get('get', `${APPS}/blog-api`),
    );
    const { revision } = status.history?.at(-1) ?? {};
    const answer = await client.get(
      'metadata',
      `${APPS}/blog-api/revisions/${revision}/metadata`,
    );
    expect(answer.body).toEqual({
      author: expect.stringMatching(/^.+ <.+@.+>$/),
      date: expect.stringMatching(/Z$/),
      message: expect.stringContaining('blog-api'),
    });
  });

  it('tells of every deployment before the first start, as the portal imports it', async () => {
    const answer = await fetch(`${sandbox.urls.control}/history.ndjson`);
    expect(answer.headers.get('content-type')).toContain('x-ndjson');
    const text = await answer.text();
    const deployments = text
      .trimEnd()
      .split('\n')
      .map(line => importedDeploymentSchema.parse(JSON.parse(line)));
    expect(deployments.length).toBeGreaterThan(400);
    const key = (each: { uid?: string; startedAt: string }) =>
      `${each.uid} ${each.startedAt}`;
    const known = new Set(deployments.map(key));
    expect(known.size).toBe(deployments.length);

    for (const environment of ['dev', 'staging', 'production']) {
      const list = listOf(await clientOf(environment).get('list', APPS));
      for (const item of list.items ?? []) {
        const { metadata, status } = wireApplication.parse(item);
        for (const entry of status.history ?? []) {
          const found = deployments.find(
            each =>
              key(each) ===
              key({ uid: metadata.uid, startedAt: entry.deployStartedAt }),
          );
          expect(found).toMatchObject({
            instance: environment,
            application: metadata.name,
            phase: 'Succeeded',
            finishedAt: entry.deployedAt,
            revision: entry.revision,
          });
        }
      }
    }
    const production = deployments.filter(
      ({ instance }) => instance === 'production',
    );
    expect(production.some(({ phase }) => phase === 'Failed')).toBe(true);
    const isRollback = production.some(
      (each, index) =>
        each.phase === 'Succeeded' &&
        production
          .slice(0, index)
          .some(
            other =>
              other.application === each.application &&
              other.revision === each.revision &&
              other.images.join() !== each.imagesBefore.join() &&
              other.phase === 'Succeeded',
          ),
    );
    expect(isRollback).toBe(true);
    const again = await fetch(`${sandbox.urls.control}/history.ndjson`);
    expect(await again.text()).toBe(text);
  });

  it('deploys what is committed, while the watch looks on', async () => {
    const { repositories } = sandbox;
    const path = 'deploy/dev/application.yaml';
    const head = await repositories.head('blog-api');
    const manifest = await repositories.readFile('blog-api', path, head ?? '');
    const stream = await clientOf('dev').watch(
      'watch',
      '/api/v1/stream/applications?name=blog-api',
    );
    const revision = await repositories.write('blog-api', {
      author: { name: 'Miho Tanaka', email: 'miho.tanaka@hanabi.example' },
      message: 'Try 9.9.9 in dev',
      files: {
        [path]: (manifest ?? '').replace(/(image: [^:]+:)\S+/, '$19.9.9'),
      },
    });

    const { application } = await stream.until(
      ({ application: { status } }: Seen) =>
        status.health.status === 'Healthy' &&
        status.summary.images?.join() === 'ghcr.io/hanabi/blog-api:9.9.9',
    );
    stream.close();
    expect(application.status.history?.at(-1)).toMatchObject({
      revision,
      initiatedBy: { automated: true },
    });
  });
});
