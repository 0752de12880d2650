import {
  FakeRepositories,
  velaApplication,
} from './__testUtils__/FakeRepositories';
import { ManifestError, parseManifests, readManifests } from './manifests';

const AUTHOR = { name: 'Miho Tanaka', email: 'miho.tanaka@hanabi.example' };
const parse = (text: string) =>
  parseManifests(text, 'deploy/dev/application.yaml', 'blog');

describe('manifests', () => {
  it('show what a KubeVela Application becomes', () => {
    const [object] = parse(velaApplication('blog-api', 'dev', '0.1.7'));
    expect(object).toMatchObject({
      group: 'core.oam.dev',
      version: 'v1beta1',
      kind: 'Application',
      namespace: 'blog',
      name: 'blog-api',
      components: [
        {
          name: 'blog-api',
          workload: 'Deployment',
          image: 'ghcr.io/hanabi/blog-api:0.1.7',
          service: true,
        },
      ],
    });
  });

  it('count only content: neither comments nor the order of keys', () => {
    const first = parse(
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1", y: "2"}}',
    );
    const second = parse(
      '# The same.\nkind: ConfigMap\ndata: {y: "2", x: "1"}\nmetadata: {name: a}\napiVersion: v1\n',
    );
    const other = parse(
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: "1"}}',
    );
    expect(second[0]?.digest).toBe(first[0]?.digest);
    expect(other[0]?.digest).not.toBe(first[0]?.digest);
  });

  it('know replicas from traits, and what a component becomes from its type', () => {
    const [object] = parse(`
apiVersion: core.oam.dev/v1beta1
kind: Application
metadata: {name: timeline}
spec:
  components:
    - name: api
      type: webservice
      properties: {image: ghcr.io/hanabi/timeline:1}
      traits: [{type: hpa, properties: {min: 4, max: 8}}]
    - name: nightly
      type: cron-task
      properties: {image: ghcr.io/hanabi/timeline-nightly:1}
    - name: nothing
      type: no-such-type
`);
    expect(object?.components).toEqual([
      expect.objectContaining({ name: 'api', replicas: 4, service: false }),
      expect.objectContaining({ name: 'nightly', workload: 'CronJob' }),
    ]);
  });

  it('tell hooks from ordinary objects', () => {
    const [job] = parse(
      '{apiVersion: batch/v1, kind: Job, metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}}',
    );
    expect(job?.hook).toBe('PreSync');
  });

  it.each(['a: [b', 'just text', 'kind: ConfigMap'])('refuse %s', text => {
    expect(() => parse(text)).toThrow(ManifestError);
  });

  it('are those directly in the folder', async () => {
    const repositories = new FakeRepositories();
    const revision = repositories.push('blog-api', {
      author: AUTHOR,
      message: 'Create',
      files: {
        'deploy/dev/application.yaml': velaApplication('blog-api', 'dev', '1'),
        'deploy/dev/README.md': 'How to deploy',
        'deploy/dev/extra/more.yaml': 'not: kubernetes',
      },
    });
    const read = (folder: string) =>
      readManifests(repositories, 'blog-api', folder, revision, 'blog');

    await expect(read('deploy/dev')).resolves.toMatchObject({
      revision,
      objects: [{ name: 'blog-api' }],
    });
    await expect(read('deploy/test')).rejects.toThrow(
      /deploy\/test: app path does not exist$/,
    );
  });
});
