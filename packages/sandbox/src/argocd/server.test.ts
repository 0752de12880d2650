import path from 'node:path';
import { z } from 'zod';
import { release } from './__testUtils__/contract/world';
import { startArgoCd } from './start';
import {
  APPS,
  TestArgoCd,
  WATCH,
  isHealthyWith,
  isProgressing,
} from './__testUtils__/TestArgoCd';

describe('the server', () => {
  let argocd: TestArgoCd;
  beforeEach(() => {
    argocd = new TestArgoCd();
  });
  afterEach(() => argocd.end());

  it('keeps uid, history and versions over a restart', async () => {
    await argocd.start();
    const stream = await argocd
      .client('dev')
      .watch('w', `${WATCH}?name=blog-api`);
    release(argocd.repositories, 'blog-api', '0.1.15', 'dev');
    await stream.until(isProgressing('blog-api'));
    stream.close();
    const before = await argocd.one('dev', 'blog-api');
    await argocd.stop();
    await argocd.start();

    const again = await argocd
      .client('dev')
      .watch('w', `${WATCH}?name=blog-api`);
    const { application } = await again.until(
      isHealthyWith('blog-api', '0.1.15'),
    );
    again.close();
    expect(application.metadata.uid).toBe(before.metadata.uid);
    expect(application.status.history).toEqual(before.status.history);
    expect(Number(application.metadata.resourceVersion)).toBeGreaterThan(
      Number(before.metadata.resourceVersion),
    );
  });

  it('has a page for people behind the links to it', async () => {
    await argocd.start();
    const answer = await argocd
      .client('staging')
      .get('page', '/applications/argocd/timeline');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('Deployment timeline');
    const missing = await argocd
      .client('staging')
      .get('page', '/applications/argocd/nosuch');
    expect(missing.status).toBe(404);
  });

  it('refuses the token, in its own words, while told to', async () => {
    await argocd.start();
    argocd.faults.set('argocd-dev', { kind: 'wrong-token' });
    const answer = await argocd.client('dev').get('list', APPS);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 16 });

    const stream = await argocd.client('dev').call('watch', {
      path: WATCH,
      headers: { accept: 'text/event-stream' },
    });
    expect(stream.status).toBe(401);
    expect(stream.body).toMatch(
      /^data: \{"error":\{"grpc_code":16,"http_code":401/,
    );
    expect((await argocd.client('staging').get('list', APPS)).status).toBe(200);
  });

  it('says which port is taken, and leaves nothing running', async () => {
    await argocd.start();
    const port = Number(new URL(argocd.urls.dev ?? '').port);
    const { instances, ...options } = argocd.options({
      stateDir: path.join(argocd.stateDir, 'second'),
    });
    const taken = instances.map((instance, index) =>
      index === 2 ? { ...instance, port } : instance,
    );
    await expect(startArgoCd({ ...options, instances: taken })).rejects.toThrow(
      `Port ${port}`,
    );
  });

  it('can break off in the middle of a frame', async () => {
    await argocd.start();
    argocd.faults.set('argocd-dev', { kind: 'reset', when: 'mid-body' });
    const stream = await argocd.client('dev').watch('w', WATCH);
    await expect(stream.until(() => false)).rejects.toThrow();
    expect(stream.close().stream?.frames).toEqual([]);
  });

  it('cuts open streams when it is reset', async () => {
    await argocd.start();
    const stream = await argocd
      .client('dev')
      .watch('w', `${WATCH}?resourceVersion=0`);
    argocd.faults.set('argocd-dev', { kind: 'reset' });
    await expect(stream.until(() => false)).rejects.toThrow();
  });

  it('gives the manifests that Git asks for, as they are written', async () => {
    await argocd.start();
    const { body } = await argocd
      .client('dev')
      .get('m', `${APPS}/blog-api/manifests`);
    const { manifests } = z
      .object({ manifests: z.array(z.string()) })
      .parse(body);
    expect(manifests.map(text => JSON.parse(text))).toContainEqual(
      expect.objectContaining({
        kind: 'Application',
        metadata: expect.objectContaining({ name: 'blog-api' }),
      }),
    );
  });
});
