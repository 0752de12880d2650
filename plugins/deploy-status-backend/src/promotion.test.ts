import {
  consent,
  MANIFEST,
  setUpOperating,
  targetIn,
} from './__testUtils__/operating';
import { eventually } from './__testUtils__/following';
import { FAKE_GITHUB_TOKEN } from './__testUtils__/FakeGitRepository';

const world = setUpOperating();
const PATH = 'deploy/production/application.yaml';
const images = [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.12' }];
const target = targetIn('production');

describe('a promotion', () => {
  it('is planned with the lines that change', async () => {
    const { post } = await world.start();
    const { body, status } = await post('promote/plan', { target, images });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      obstacles: [],
      requires: { reason: true, confirm: true },
      images: { to: images },
      files: [
        {
          path: PATH,
          line: 7,
          before: expect.stringContaining('blog-api:0.1.1 # {"$imagepolicy"'),
          after: expect.stringContaining('blog-api:0.1.12 # {"$imagepolicy"'),
        },
      ],
    });
    expect(world.gitHub.pulls).toEqual([]);
    expect(world.gitHub.branches).toEqual(['main']);
  });

  it('says that what is merged waits for the end of a sync window', async () => {
    const { post } = await world.start();
    const window = { kind: 'deny', schedule: '0 0 * * *', duration: '24h' };
    const cautions = async (windows: object, wanted: object[] = images) => {
      world.operations.production.windows = windows;
      const { body } = await post('promote/plan', { target, images: wanted });
      return body.cautions.map(({ kind }: { kind: string }) => kind);
    };
    const closed = { canSync: false };
    // Where nothing syncs by itself, whoever does is told.
    expect(await cautions(closed)).toEqual([]);
    world.put('production', { spec: { syncPolicy: { automated: {} } } });
    await eventually(
      async () => (await cautions(closed))[0] === 'waits-for-window',
    );
    // People may sync in this one, and what is merged waits all the same.
    const forPeople = { ...window, manualSync: true };
    expect(
      await cautions({
        canSync: true,
        activeWindows: [forPeople],
        assignedWindows: [forPeople],
      }),
    ).toEqual(['waits-for-window']);
    expect(
      await cautions({ canSync: true, assignedWindows: [forPeople] }),
    ).toEqual([]);
    // Where nothing can be merged, nothing waits.
    const unknown = [{ name: 'ghcr.io/hanabi/unknown', tag: '9' }];
    expect(await cautions(closed, unknown)).toEqual([]);
  });

  it('opens one pull request that changes nothing else', async () => {
    const { post } = await world.start();
    const first = await post('promote', {
      target,
      images: [...images, { name: 'ghcr.io/hanabi/unknown', tag: '9' }],
      ...consent('production'),
    });
    expect(first.body).toMatchObject({
      action: 'promote',
      outcome: 'accepted',
      url: `${world.gitHub.url}/hanabi/blog-api/pull/1`,
    });
    const [pull] = world.gitHub.pulls;
    expect(pull).toMatchObject({
      base: 'main',
      title: 'Deploy blog-api 0.1.12 to production',
      body: expect.stringMatching(
        /until somebody syncs it[^]*`user:default\/mock`/,
      ),
    });
    expect(world.gitHub.file(pull?.head ?? '', PATH)).toBe(
      MANIFEST.replace('blog-api:0.1.1 #', 'blog-api:0.1.12 #'),
    );
    expect(world.gitHub.file('main', PATH)).toBe(MANIFEST);
    expect(world.gitHub.messages).toEqual([
      'Deploy blog-api 0.1.12 to production\n\nA customer waits\n\nRequested-by: user:default/mock',
    ]);

    // The same once more, with a key of its own, finds it again, and says so before.
    const openAlready = { kind: 'pull-request-open', url: first.body.url };
    const plan = await post('promote/plan', { target, images });
    expect(plan.body).toMatchObject({
      obstacles: [],
      cautions: [openAlready],
    });
    const second = await post('promote', {
      target,
      images,
      ...consent('production'),
    });
    expect(second.body).toMatchObject({
      outcome: 'accepted',
      url: first.body.url,
      problems: [{ kind: 'pull-request-open' }],
    });
    expect(world.gitHub.pulls).toHaveLength(1);
    expect(JSON.stringify([first.body, second.body])).not.toContain(
      FAKE_GITHUB_TOKEN,
    );
  });

  it('says before that pull requests cannot be read', async () => {
    const { post } = await world.start();
    world.gitHub.hidesPulls = true;
    const { status, body } = await post('promote/plan', { target, images });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      obstacles: [
        { kind: 'git-host', quotation: expect.stringContaining('accessible') },
      ],
      files: [{ path: PATH }],
    });
  });

  it('takes a branch again whose pull request was closed', async () => {
    const { post } = await world.start();
    const send = () =>
      post('promote', { target, images, ...consent('production') });
    await send();
    const [pull] = world.gitHub.pulls;
    if (pull) pull.open = false;
    world.gitHub.put('main', { [PATH]: `${MANIFEST}# later\n` });
    const again = await send();
    expect(again.body.url).toMatch(/pull\/2$/);
    expect(world.gitHub.file(pull?.head ?? '', PATH)).toContain('# later');
  });

  it('changes several images, also back to older ones', async () => {
    const { post } = await world.start();
    const older = [
      { name: 'ghcr.io/hanabi/blog-api', tag: '0.0.9' },
      { name: 'ghcr.io/hanabi/blog-worker', tag: '0.0.8' },
    ];
    const { body } = await post('promote/plan', { target, images: older });
    expect(body.files.map(({ line }: { line: number }) => line)).toEqual([
      7, 10,
    ]);
    expect(body.files[1].after).toContain('"ghcr.io/hanabi/blog-worker:0.0.8"');
  });

  describe('changes no file of another environment', () => {
    const name = 'ghcr.io/hanabi/blog-api';
    const values = (tag: string) =>
      `image:\n  repository: ${name}\n  tag: ${tag}\n`;
    const plain = (tag: string) => `kind: Pod\nimage: ${name}:${tag}\n`;

    /** The files that a promotion would change where the Application deploys these. */
    async function changed(files: Record<string, string>, source: object) {
      const { post } = await world.start();
      world.gitHub.put('main', files);
      const repoURL = `${world.gitHub.url}/hanabi/blog-api`;
      world.put('production', { spec: { source: { repoURL, ...source } } });
      const { body } = await post('promote/plan', { target, images });
      expect(body.obstacles).toEqual([]);
      return body.files.map((file: { path: string }) => file.path);
    }

    const CHART = {
      'chart/Chart.yaml': 'name: blog-api\n',
      'chart/values.yaml': values('0.1.0'),
      'chart/values-staging.yaml': values('0.1.20'),
      'chart/values-production.yaml': values('0.1.1'),
    };

    it('whose values lie beside its own in the chart', async () => {
      const source = {
        path: 'chart',
        helm: { valueFiles: ['values.yaml', 'values-production.yaml'] },
      };
      expect(await changed(CHART, source)).toEqual([
        'chart/values-production.yaml',
      ]);
    });

    it('where the defaults of the chart say whose tag its own values give', async () => {
      const own = '# By Flux\nimage:\n  tag: 0.1.1\nother:\n  tag: 7\n';
      const files = { ...CHART, 'chart/values-production.yaml': own };
      const helm = { valueFiles: ['values-production.yaml'] };
      const { post } = await world.start();
      expect(await changed(files, { path: 'chart', helm })).toEqual([
        'chart/values-production.yaml',
      ]);
      const { body } = await post('promote/plan', { target, images });
      expect(body.files).toMatchObject([{ line: 3, after: '  tag: 0.1.12' }]);
    });

    it('where only the defaults of the chart name the image', async () => {
      const files = { ...CHART, 'chart/values-production.yaml': 'size: 3\n' };
      const helm = { valueFiles: ['values-production.yaml'] };
      expect(await changed(files, { path: 'chart', helm })).toEqual([
        'chart/values.yaml',
      ]);
    });

    it('where Helm is given no values', async () => {
      expect(await changed(CHART, { path: 'chart' })).toEqual([
        'chart/values.yaml',
      ]);
    });

    it('which is deployed from a folder below', async () => {
      const files = {
        'deploy/pod.yaml': plain('0.1.1'),
        'deploy/staging/pod.yaml': plain('0.1.20'),
      };
      expect(await changed(files, { path: 'deploy' })).toEqual([
        'deploy/pod.yaml',
      ]);
    });

    it('which is an overlay over its own', async () => {
      const files = {
        'deploy/kustomization.yaml': 'resources: [pod.yaml]\n',
        'deploy/pod.yaml': plain('0.1.1'),
        'deploy/staging/kustomization.yaml': 'resources: [..]\n',
        'deploy/staging/pod.yaml': plain('0.1.20'),
      };
      expect(await changed(files, { path: 'deploy' })).toEqual([
        'deploy/pod.yaml',
      ]);
    });

    it('and all of its own', async () => {
      const files = {
        'deploy/pod.yaml': plain('0.1.1'),
        'deploy/jobs/pod.yaml': plain('0.1.1'),
      };
      const source = { path: 'deploy', directory: { recurse: true } };
      expect(await changed(files, source)).toEqual([
        'deploy/pod.yaml',
        'deploy/jobs/pod.yaml',
      ]);
    });
  });

  it('says why where it is not possible', async () => {
    const { post } = await world.start();
    const obstacles = async (
      spec: object | undefined,
      wanted: object[] = images,
    ) => {
      if (spec) world.put('production', { spec });
      const request = { target, images: wanted };
      const { body } = await post('promote/plan', request);
      return body.obstacles;
    };
    expect(
      await obstacles(undefined, [
        { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.1' },
      ]),
    ).toMatchObject([{ kind: 'in-git-already' }]);
    expect(
      await obstacles(undefined, [{ name: 'nginx', tag: '1' }]),
    ).toMatchObject([
      { kind: 'no-source', message: expect.stringContaining('names nginx') },
    ]);
    const repoURL = `${world.gitHub.url}/hanabi/blog-api`;
    const path = 'deploy/production';
    expect(
      await obstacles({ source: { repoURL, path, targetRevision: 'v1' } }),
    ).toMatchObject([
      { kind: 'no-source', message: expect.stringContaining('not a branch') },
    ]);
    expect(
      await obstacles({
        source: { repoURL: 'https://git.example/a/b', path },
      }),
    ).toMatchObject([
      { kind: 'no-source', message: expect.stringContaining('integrations') },
    ]);
    expect(
      await obstacles({
        source: { repoURL: 'https://charts.example', chart: 'x' },
      }),
    ).toMatchObject([
      { kind: 'no-source', message: expect.stringContaining('chart') },
    ]);
  });

  it('refuses what is no image before anybody is asked', async () => {
    const { post } = await world.start();
    const { status, body } = await post('promote', {
      target,
      images: [{ name: 'ghcr.io/hanabi/blog-api', tag: '1 # evil: true' }],
      ...consent('production'),
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('not a tag');
    expect(world.gitHub.requests).toEqual([]);
    expect(await world.knex('operations')).toEqual([]);
  });

  it("is refused in the Git host's words, and may be tried again", async () => {
    const { post } = await world.start();
    world.gitHub.next = {
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    };
    const body = { target, images, ...consent('production') };
    const first = await post('promote', body);
    expect(first.body).toMatchObject({
      outcome: 'refused',
      message: 'Resource not accessible by personal access token',
    });
    expect(world.gitHub.pulls).toEqual([]);
    const second = await post('promote', { ...body, ...consent('production') });
    expect(second.body).toMatchObject({ outcome: 'accepted' });
  });
});
