import { createMockDirectory } from '@backstage/backend-test-utils';
import path from 'node:path';
import { Hub } from '../github/Hub';
import { People } from '../organisation/people';
import { seedOrganisation } from '../organisation/seed';
import { readServices } from '../organisation/services';
import { Random } from '../random';
import type { Push } from '../world';
import { Developers } from './Developers';
import { imageTag } from './imagePolicy';
import { Timers } from './Timers';

jest.setTimeout(60_000);

const EXAMPLES = path.resolve(__dirname, '../../../../examples');

describe('Developers', () => {
  const dir = createMockDirectory();
  const clock = () => new Date('2026-11-20T09:41:00Z');
  const people = People.read(path.join(EXAMPLES, 'organisation'));
  const services = readServices(path.join(EXAMPLES, 'services.yaml'));
  let hub: Hub;
  let developers: Developers;

  beforeAll(async () => {
    const repositories = dir.resolve('repositories');
    const seed = 'hanabi';
    const organisation = 'hanabi';
    await seedOrganisation({
      organisation,
      dir: repositories,
      examplesDir: EXAMPLES,
      people,
      services,
      clock,
      seed,
    });
    hub = Hub.open(organisation, repositories, clock);
    const timers = new Timers(clock);
    developers = new Developers({
      hub,
      people,
      services,
      timers,
      clock,
      seed,
      pace: 1,
    });
  });
  afterAll(() => hub.close());

  const tagOf = async (name: string, environment: string, sha: string) => {
    const file = `deploy/${environment}/application.yaml`;
    const text = await hub.readFile(name, file, sha);
    return imageTag(text ?? '', `flux-system:${name}-${environment}`);
  };

  it('make small commits to what their team owns, promote what staging runs, and break a test at times', async () => {
    const pushes: Push[] = [];
    hub.onPush(push => pushes.push(push));
    for (let turn = 0; turn < 40; turn += 1) {
      await developers.work(new Random(`turn ${turn}`));
    }
    expect(pushes.length).toBeGreaterThan(30);

    const promoted: string[] = [];
    const broken: string[] = [];
    for (const { repository, before, after } of pushes) {
      const commit = await hub.commit(repository, after);
      const service = services.find(each => each.name === repository);
      if (!commit || !service) throw new Error(`${repository} has no commit.`);
      const team = people
        .of(service.team)
        .map(({ name, email }) => ({ name, email }));
      expect(team).toContainEqual(commit.author);
      const changed = await hub
        .require(repository)
        .git.changedPaths(before, after);
      expect(changed).toHaveLength(1);
      if (developers.failingJob(commit)) broken.push(after);
      if (!commit.message.startsWith('Promote ')) continue;
      promoted.push(repository);
      expect(await tagOf(repository, 'production', after)).toBe(
        await tagOf(repository, 'staging', after),
      );
    }
    expect(promoted).not.toHaveLength(0);
    expect(promoted).not.toContain('checkout');
    expect(broken).not.toHaveLength(0);
  });
});
