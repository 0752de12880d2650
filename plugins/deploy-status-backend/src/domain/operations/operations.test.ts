import { imageText } from '@michi/plugin-deploy-status-common';
import { anApplication } from '../../__testUtils__/anApplication';
import type { IndexedEntity } from '../indexedEntity';
import { ownersOf } from './claims';
import { checkImage, versionText } from './imageReference';
import { manifestImages } from './manifestImages';
import { manifestLayers } from './manifestLayers';
import { manifestPlaces } from './manifestPlaces';
import type { ManifestSource } from './operable';
import { planResources } from './planResources';
import {
  markdownText,
  promotionBody,
  promotionBranch,
  promotionTitle,
  type PromotionSubject,
} from './pullRequest';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('an image', () => {
  it.each([
    { name: 'nginx', tag: '1.27' },
    { name: 'ghcr.io/hanabi/blog-api', tag: 'v1.0_rc-1' },
    { name: 'localhost:5000/a/b__c', digest: DIGEST },
    { name: 'registry.example:443/x', tag: 'a', digest: DIGEST },
  ])('is taken as it is: %j', image => {
    expect(() => checkImage(image)).not.toThrow();
  });

  it.each([
    [{ name: 'nginx' }, /Say which version/],
    [{ name: 'Nginx', tag: '1' }, /not the name/],
    [{ name: 'a b', tag: '1' }, /not the name/],
    [{ name: 'nginx:1', tag: '1' }, /not the name/],
    [{ name: 'nginx', tag: '1\nprivileged: true' }, /not a tag/],
    [{ name: 'nginx', tag: '1 # x' }, /not a tag/],
    [{ name: 'nginx', tag: '-1' }, /not a tag/],
    [{ name: 'nginx', tag: 'x'.repeat(129) }, /not a tag/],
    [{ name: 'nginx', digest: 'sha256:abc' }, /not a digest/],
    [{ name: `a/${'b'.repeat(300)}`, tag: '1' }, /not the name/],
  ])('is refused where it could be something else: %j', (image, message) => {
    expect(() => checkImage(image)).toThrow(message);
  });

  it('is written as in a manifest, and shortly', () => {
    const image = { name: 'nginx', tag: '1', digest: DIGEST };
    expect(imageText(image)).toBe(`nginx:1@${DIGEST}`);
    expect(versionText({ name: 'nginx', digest: DIGEST })).toBe(
      'sha256:aaaaaaaaaaaa',
    );
  });
});

describe('where manifests are', () => {
  const source = (more: Partial<ManifestSource>): ManifestSource => ({
    repoUrl: 'https://github.com/hanabi/blog-api',
    valueFiles: [],
    ...more,
  });

  it('is the folder of the source', () => {
    expect(
      manifestPlaces([source({ path: './deploy/dev/', revision: 'main' })]),
    ).toEqual([
      {
        repoUrl: 'https://github.com/hanabi/blog-api',
        revision: 'main',
        path: 'deploy/dev',
        kind: 'folder',
        source: 0,
      },
    ]);
  });

  it('is first the values that a chart is given, also from another source', () => {
    const places = manifestPlaces([
      source({
        repoUrl: 'https://charts.example',
        chart: 'web',
        valueFiles: ['$values/env/dev.yaml', 'inside-the-chart.yaml'],
      }),
      source({ ref: 'values' }),
      source({
        path: 'charts/web',
        valueFiles: [
          'shared.yaml',
          '../../env/web.yaml',
          'https://example.com/values.yaml',
        ],
      }),
    ]);
    // Of several, the last overrides those before it.
    expect(
      places.map(({ kind, path, source: of }) => `${of}: ${kind} ${path}`),
    ).toEqual([
      '0: file env/dev.yaml',
      '2: file env/web.yaml',
      '2: file charts/web/shared.yaml',
      '2: folder charts/web',
    ]);
  });

  it('never leaves the repository', () => {
    expect(manifestPlaces([source({ path: '../../other' })])).toEqual([]);
  });
});

describe('what decides at a place', () => {
  const folder = (path: string, recurse = false) =>
    ({ repoUrl: '', path, kind: 'folder', source: 0, recurse }) as const;
  const empty = (paths: string[]) => new Map(paths.map(path => [path, '']));

  it('is, of a chart, its own values before its templates, and never those of others', () => {
    for (const path of ['', 'chart/']) {
      const files = [
        'Chart.yaml',
        'templates/web/deployment.yaml',
        'values.yaml',
        'values-production.yaml',
        'environments/staging/values.yaml',
      ].map(file => `${path}${file}`);
      expect(
        manifestLayers(folder(path.replace('/', '')), empty(files)),
      ).toEqual([
        [`${path}values.yaml`],
        [`${path}templates/web/deployment.yaml`],
      ]);
    }
  });

  it('is, of Kustomize, what it sets before what it sets it in, and nothing that it does not name', () => {
    const texts = new Map(
      Object.entries({
        'web/kustomization.yaml': [
          'namespace: production',
          'resources: [pod.yaml, ./jobs/, ../elsewhere, https://example.com/x]',
          'patches:',
          '  - path: patches/size.yaml',
          '    target: { name: production }',
          '  - patch: "[]"',
        ].join('\n'),
        'web/pod.yaml': '',
        'web/unused.yaml': '',
        'web/patches/size.yaml': '',
        // Kustomize refuses a circle, and we have to end all the same.
        'web/jobs/kustomization.yml': 'resources: [job.yaml, ..]',
        'web/jobs/job.yaml': '',
        'web/production/kustomization.yaml': 'resources: [..]',
        'web/production/pod.yaml': '',
      }),
    );
    expect(manifestLayers(folder('web'), texts)).toEqual([
      ['web/kustomization.yaml'],
      [
        'web/pod.yaml',
        'web/jobs/kustomization.yml',
        'web/jobs/job.yaml',
        'web/patches/size.yaml',
      ],
    ]);
  });

  it('is what lies in the folder, and together with what lies below where Argo CD takes both', () => {
    const files = ['deploy/web.yaml', 'deploy/production/web.yaml'];
    expect(manifestLayers(folder('deploy'), empty(files))).toEqual([
      ['deploy/web.yaml'],
      ['deploy/production/web.yaml'],
    ]);
    expect(manifestLayers(folder('deploy', true), empty(files))).toEqual([
      files,
    ]);
  });
});

describe('what a sync would do', () => {
  const named = (name: string, more = {}) => ({
    group: '',
    kind: 'ConfigMap',
    namespace: 'demo',
    name,
    outOfSync: false,
    missing: false,
    requiresPruning: false,
    ...more,
  });
  const compared = [
    named('same'),
    named('other', { outOfSync: true }),
    named('new', { outOfSync: true, missing: true }),
    named('old', { outOfSync: true, requiresPruning: true }),
  ];
  const result = (name: string, more = {}) => ({
    group: '',
    kind: 'ConfigMap',
    namespace: 'demo',
    name,
    hook: false,
    failed: false,
    ...more,
  });
  const changes = (planned: ReturnType<typeof planResources>) =>
    Object.fromEntries(planned.map(({ name, change }) => [name, change]));

  it('follows from the comparison with Git', () => {
    expect(changes(planResources(compared, { prune: false }))).toEqual({
      same: 'none',
      other: 'update',
      new: 'create',
      old: 'none',
    });
    expect(changes(planResources(compared, { prune: true })).old).toBe(
      'delete',
    );
  });

  it('says of each what the dry run found', () => {
    const planned = planResources(compared, { prune: true }, [
      result('other', {
        status: 'SyncFailed',
        message: 'is invalid',
        failed: true,
      }),
      result('old', { status: 'PruneSkipped', message: 'kept' }),
      result('migrate', { hook: true }),
      result('surprise'),
    ]);
    expect(changes(planned)).toMatchObject({
      other: 'update',
      old: 'none',
      migrate: 'create',
      surprise: 'unknown',
    });
    expect(planned.find(({ name }) => name === 'other')).toMatchObject({
      failed: true,
      message: 'is invalid',
    });
  });

  it('is about what was chosen', () => {
    const resources = [{ group: '', kind: 'ConfigMap', name: 'new' }];
    const planned = planResources(compared, { prune: false, resources });
    expect(changes(planned)).toEqual({ new: 'create' });
  });
});

describe('a pull request', () => {
  const target = {
    instance: 'production',
    namespace: 'argocd',
    name: 'blog-api',
  };
  const to = [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.12' }];
  const subject: PromotionSubject = {
    target,
    environment: 'production',
    from: [{ name: 'ghcr.io/hanabi/blog-api', tag: '0.1.9' }],
    to,
    entityRef: 'component:default/blog-api',
    requestedBy: 'user:default/miho.tanaka',
    reason: 'Fix [login](https://evil.example) for @everyone\n# now',
    url: 'https://argocd.example/applications/argocd/blog-api',
    autoSync: true,
    automated: true,
  };

  it('says what, from where to where, who asked and why', () => {
    expect(promotionTitle(subject)).toBe(
      'Deploy blog-api 0.1.12 to production',
    );
    const body = promotionBody(subject);
    expect(body).toContain(
      '| `ghcr.io/hanabi/blog-api` | `0.1.9` | `0.1.12` |',
    );
    expect(body).toContain('`user:default/miho.tanaka`');
    expect(body).toContain('Flux’s image automation');
  });

  it('says who deploys after the merge', () => {
    expect(promotionBody(subject)).toContain(
      'Argo CD deploys them after the merge.',
    );
    const body = promotionBody({ ...subject, autoSync: false });
    expect(body).not.toContain('Argo CD deploys');
    expect(body).toContain('until somebody syncs it');
  });

  it('lets nobody write Markdown into it', () => {
    const body = promotionBody(subject);
    expect(body).toContain(
      'Fix \\[login\\]\\(https://evil\\.example\\) for @<!-- -->everyone \\# now',
    );
    expect(markdownText('<img src=x> `a` | b')).toBe(
      '\\<img src=x\\> \\`a\\` \\| b',
    );
  });

  it('has one branch for the same images to the same place', () => {
    const branch = promotionBranch(target, 'production', to);
    expect(branch).toMatch(/^michi\/promote-blog-api-production-[0-9a-f]{10}$/);
    expect(promotionBranch(target, 'production', [...to])).toBe(branch);
    expect(
      promotionBranch(target, 'production', [{ ...to[0]!, tag: '1' }]),
    ).not.toBe(branch);
    expect(promotionBranch(target, 'Tokyo / ~main..lock', to)).toMatch(
      /^michi\/promote-blog-api-tokyo-main-lock-/,
    );
  });
});

describe('whose an Application is that several entities name', () => {
  const application = anApplication('blog-api', {
    instance: 'production',
    project: 'blog',
    labels: { app: 'blog-api' },
    revisions: [{ id: 'a', repoUrl: 'git@github.com:hanabi/blog-api.git' }],
  });
  const entity = (
    name: string,
    location: string,
    locator: object = { name: 'blog-api' },
  ): IndexedEntity => ({
    entityRef: `component:default/${name}`,
    kind: 'component',
    locator,
    location: location.replace(/^https:/, 'url:https:'),
  });
  const near = entity(
    'near',
    'https://github.com/hanabi/blog-api/tree/main/c.yaml',
  );
  const far = entity(
    'far',
    'https://github.com/hanabi/blog-api-2/tree/main/c.yaml',
  );
  const owners = (entities: IndexedEntity[]) => ownersOf(application, entities);
  const names = (entities: IndexedEntity[]) =>
    owners(entities).entities.map(one => one.entityRef.split('/')[1]);

  it('is its own repository’s, if one of them is there', () => {
    expect(names([far, near])).toEqual(['near']);
  });

  it('is its repository’s before its first deployment, too', () => {
    const first = (repoUrl: string) =>
      ownersOf({ ...application, revisions: [], wantedFrom: [repoUrl] }, [
        far,
        near,
      ]);
    expect(first('https://github.com/hanabi/blog-api.git')).toMatchObject({
      proven: true,
      entities: [{ entityRef: near.entityRef }],
    });
    expect(first('https://github.com/hanabi/another.git').proven).toBe(false);
    // Once something is deployed, that counts, wherever the next would come from.
    const moved = {
      ...application,
      wantedFrom: ['https://github.com/hanabi/blog-api-2.git'],
    };
    expect(ownersOf(moved, [far]).proven).toBe(false);
  });

  it('is also of who means it by labels, so that to name it does not take it', () => {
    const byLabels = entity('by-labels', far.location ?? '', {
      selector: 'app=blog-api',
    });
    const stranger = entity('stranger', 'https://github.com/evil/x/c.yaml');
    expect(names([byLabels, stranger])).toEqual(['by-labels', 'stranger']);
  });

  it('is also of who means all of its project', () => {
    const ofProject = (project: string) =>
      entity(project, far.location ?? '', { project });
    expect(
      names([ofProject(application.project), ofProject('other'), far]),
    ).toEqual([application.project, 'far']);
  });

  it.each([
    'https://github.com/hanabi/blog-api/blob/my-branch/c.yaml',
    `https://github.com/hanabi/blog-api/blob/${'a'.repeat(40)}/c.yaml`,
    'https://github.com/hanabi/blog-api/blob/my/main/c.yaml',
    'https://github.com/hanabi/blog-api.evil.example/blob/main/c.yaml',
    'https://github.com/hanabi/blog-api/blob/main/../../../../evil/x/blob/main/c.yaml',
    'https://github.com/hanabi/blog-api/blob/main/%2e%2e/%2E%2E/../../evil/x/c.yaml',
    'https://github.com/hanabi/blog-api/blob/main/a%2f..%2f..%2fevil',
    'https://github.com/hanabi/blog-api/blob/main/a\\..\\..\\evil',
    'https://github.com/hanabi/blog-api/blob/main/./c.yaml',
    'https://github.com/hanabi/blog-api/blob/main/',
    'url:file:/hanabi/blog-api/blob/main/c.yaml',
  ])('does not take %s for released in its repository', location => {
    const stranger = entity('stranger', location);
    expect(names([stranger, far])).toEqual(['stranger', 'far']);
    expect(names([stranger, far, near])).toEqual(['near']);
  });

  it('is everybody’s where none is', () => {
    const other = entity('other', 'https://elsewhere.example/x');
    expect(names([far, other])).toEqual(['far', 'other']);
  });

  it('is proven by the repository, and by files that the operator has put into the catalog', () => {
    const ofOperator = entity('of-operator', 'file:/portal/catalog/all.yaml');
    expect(owners([near]).proven).toBe(true);
    expect(names([far, ofOperator])).toEqual(['of-operator']);
    expect(owners([far, ofOperator]).proven).toBe(true);
  });

  it('is not proven by who claims it alone', () => {
    expect(owners([far])).toEqual({ entities: [far], proven: false });
    expect(owners([]).proven).toBe(false);
  });

  it('is not of whoever names another one', () => {
    const elsewhere = [
      { name: 'blog-web' },
      { name: 'blog-api', namespace: 'tenant' },
      { name: 'blog-api', project: 'media' },
      { name: 'blog-api', instances: ['dev'] },
      { selector: 'app=blog-web' },
      { selector: 'not a selector' },
    ].map((locator, index) => entity(`e${index}`, far.location ?? '', locator));
    expect(names(elsewhere)).toEqual([]);
  });
});

describe('the images of manifests', () => {
  const manifest = (image: string, annotations?: object) =>
    JSON.stringify({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: image, ...(annotations && { annotations }) },
      spec: { template: { spec: { containers: [{ image }] } } },
    });

  it('are those of what stays, and not of hooks', () => {
    const hook = { 'argocd.argoproj.io/hook': 'PostSync' };
    expect(
      manifestImages(
        [
          manifest('api:1', { 'hanabi.example/team': null }),
          manifest('curl:8', hook),
          manifest('migrate:1', { 'helm.sh/hook': 'pre-upgrade' }),
        ],
        undefined,
      ),
    ).toEqual([{ name: 'api', tag: '1' }]);
  });
});
