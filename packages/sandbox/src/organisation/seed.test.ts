import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  entitySchemaValidator,
  parseEntityRef,
  stringifyEntityRef,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Hub } from '../github/Hub';
import { People } from './people';
import { seedOrganisation } from './seed';
import { readServices } from './services';

const EXAMPLES = path.resolve(__dirname, '../../../../examples');
const TODAY = new Date('2026-11-20T09:41:00Z');

jest.setTimeout(60_000);

describe('the example organisation', () => {
  const first = createMockDirectory();
  const second = createMockDirectory();

  const seed = async (dir: string, clock = () => TODAY) => {
    await seedOrganisation({
      organisation: 'hanabi',
      dir,
      examplesDir: EXAMPLES,
      people: People.read(path.join(EXAMPLES, 'organisation')),
      services: readServices(path.join(EXAMPLES, 'services.yaml')),
      clock,
      seed: 'hanabi',
    });
  };
  const heads = async (hub: Hub) =>
    Promise.all(
      (await hub.list()).map(async name => {
        const tree = await hub
          .require(name)
          .git.tree('main', { recursive: false });
        return [name, await hub.head(name), tree?.sha];
      }),
    );
  let hub: Hub;

  beforeAll(async () => {
    await seed(first.resolve('repositories'));
    hub = Hub.open('hanabi', first.resolve('repositories'), () => TODAY);
  });
  afterAll(() => hub.close());

  it('is the same for the same seed and hour, commit by commit', async () => {
    const later = new Date(TODAY.getTime() + 15 * 60_000);
    await seed(second.resolve('repositories'), () => later);
    const other = Hub.open(
      'hanabi',
      second.resolve('repositories'),
      () => TODAY,
    );
    expect(await heads(other)).toEqual(await heads(hub));
    other.close();
  });

  it('has 90 days of believable history that ends before now', async () => {
    const names = await hub.list();
    expect(names).toHaveLength(18);
    for (const name of names.filter(each => each !== 'platform')) {
      const commits = await hub.log(name, { limit: 500 });
      const dates = commits.map(commit => Date.parse(commit.date));
      expect(commits.length).toBeGreaterThan(4);
      expect(Math.max(...dates)).toBeLessThan(TODAY.getTime());
      expect(Math.min(...dates)).toBeGreaterThan(
        TODAY.getTime() - 95 * 86_400_000,
      );
      expect(dates).toEqual([...dates].sort((a, b) => b - a));
    }
    const all = (
      await Promise.all(names.map(name => hub.log(name, { limit: 500 })))
    ).flat();
    expect(all.length).toBeGreaterThan(500);
    expect(all.some(commit => commit.message.startsWith('Revert "'))).toBe(
      true,
    );
  });

  it('nobody did anything before they came', async () => {
    const [blog, design] = await Promise.all(
      ['blog-api', 'design-tokens'].map(name => hub.log(name, { limit: 500 })),
    );
    const commits = [...(blog ?? []), ...(design ?? [])];
    const byYuki = commits.filter(({ author }) =>
      author.email.startsWith('yuki.sato@'),
    );
    for (const { date } of byYuki) {
      expect(TODAY.getTime() - Date.parse(date)).toBeLessThan(5 * 86_400_000);
    }
    expect(commits.length - byYuki.length).toBeGreaterThan(30);
  });

  it('every manifest is a webservice with Flux’s marker on its image', async () => {
    const component = z.object({
      name: z.string(),
      type: z.literal('webservice'),
      properties: z.looseObject({ image: z.string().regex(/:\d+\.\d+\.\d+$/) }),
    });
    const application = z.object({
      apiVersion: z.literal('core.oam.dev/v1beta1'),
      kind: z.literal('Application'),
      spec: z.object({ components: z.array(component).length(1) }),
    });
    for (const name of await hub.list()) {
      if (name === 'platform') continue;
      for (const file of await hub.listFiles(name, 'deploy', 'main')) {
        if (!file.endsWith('/application.yaml')) continue;
        const text = (await hub.readFile(name, file, 'main')) ?? '';
        const environment = file.split('/')[1];
        expect(application.parse(parse(text)).spec.components[0]?.name).toBe(
          name,
        );
        expect(text).toContain(
          `{"$imagepolicy": "flux-system:${name}-${environment}"}`,
        );
      }
    }
  });

  it('some pull requests wait for a review', async () => {
    const open = hub
      .all()
      .flatMap(({ name, state }) =>
        state.pulls.map(pull => [name, pull.head.ref, pull.state]),
      );
    expect(open).toEqual([
      ['blog-api', 'longer-pages', 'open'],
      ['checkout', 'wait-for-the-provider', 'open'],
      ['search-api', 'faster-index', 'open'],
    ]);
    const proposed = await hub.readFile(
      'blog-api',
      'internal/settings/settings.go',
      'longer-pages',
    );
    expect(proposed).toContain('PostsPerPage = 40');
  });

  it('not everything is everywhere, and one team is behind', async () => {
    const has = async (name: string, environment: string) =>
      (await hub.readFile(
        name,
        `deploy/${environment}/application.yaml`,
        'main',
      )) !== undefined;
    expect(await has('recommendation', 'production')).toBe(false);
    expect(await has('video-transcode', 'staging')).toBe(false);
    expect(await has('notification-gateway', 'staging')).toBe(false);
    const [promoted] = await hub.log('checkout', {
      path: 'deploy/production',
      limit: 1,
    });
    const days =
      (TODAY.getTime() - Date.parse(promoted?.date ?? '')) / 86_400_000;
    expect(days).toBeGreaterThan(30);
  });

  it('every entity is valid for Backstage and every reference resolves', async () => {
    const sources = [
      ...(await hub.listFiles('platform', 'catalog', 'main')).map(
        file => ['platform', file] as const,
      ),
      ...(await hub.list()).map(name => [name, 'catalog-info.yaml'] as const),
    ];
    const entities: Entity[] = [];
    const isEntity = entitySchemaValidator();
    for (const [name, file] of sources) {
      const text = (await hub.readFile(name, file, 'main')) ?? '';
      for (const document of parseAllDocuments(text)) {
        entities.push(isEntity(document.toJS()));
      }
    }
    const validators = [
      apiEntityV1alpha1Validator,
      componentEntityV1alpha1Validator,
      domainEntityV1alpha1Validator,
      groupEntityV1alpha1Validator,
      locationEntityV1alpha1Validator,
      resourceEntityV1alpha1Validator,
      systemEntityV1alpha1Validator,
      userEntityV1alpha1Validator,
    ];
    for (const entity of entities) {
      const accepted = await Promise.all(
        validators.map(each => each.check(entity)),
      );
      expect([stringifyEntityRef(entity), accepted.includes(true)]).toEqual([
        stringifyEntityRef(entity),
        true,
      ]);
    }

    const known = new Set(entities.map(stringifyEntityRef));
    expect(known.size).toBe(entities.length);
    const fields: Record<string, string> = {
      owner: 'group',
      system: 'system',
      domain: 'domain',
      parent: 'group',
      children: 'group',
      memberOf: 'group',
      providesApis: 'api',
      consumesApis: 'api',
      dependsOn: 'component',
    };
    for (const entity of entities) {
      for (const [field, defaultKind] of Object.entries(fields)) {
        const refs = z
          .union([z.string().transform(one => [one]), z.array(z.string())])
          .default([]);
        for (const ref of refs.parse(entity.spec?.[field])) {
          const full = stringifyEntityRef(
            parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
          );
          expect(known).toContain(full);
        }
      }
    }
    const location = entities.find(entity => entity.kind === 'Location');
    expect(location?.spec?.targets).toHaveLength(7 + 17);
  });
});
