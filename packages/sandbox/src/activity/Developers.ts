import type { Clock } from '../clock';
import type { Hub } from '../github/Hub';
import type { Repository } from '../github/Repository';
import type { People } from '../organisation/people';
import type { Service } from '../organisation/services';
import { Random } from '../random';
import type { Change, Commit } from '../world';
import { imageChange } from './imageChange';
import { imageTag, isNewer } from './imagePolicy';
import type { Timers } from './Timers';

/** Seconds between two things that people do, at pace 1. */
const EVERY = { shortest: 150, longest: 330 };
const SETTINGS = 'internal/settings/settings.go';
const RUNBOOK = 'docs/runbook.md';
const NOTES = [
  'Two alerts within a minute of each other are usually one cause: look at the older one.',
  'A deployment that stays Progressing waits for a node; Karpenter needs up to 90 s.',
  'After a rollback, write down what was seen before anyone forgets.',
  'Ask in #platform-help before raising limits: the default covers four times today’s peak.',
];

/** The people of the example organisation at their ordinary work, slowly. */
export class Developers {
  private readonly failing = new Set<string>();

  constructor(
    private readonly deps: {
      hub: Hub;
      people: People;
      services: readonly Service[];
      timers: Timers;
      clock: Clock;
      seed: string;
      /** 2 is twice as busy. */
      pace: number;
      /** Whether they work now; always unless given. */
      isLively?(): boolean;
    },
  ) {}

  /** Begins; ends with the timers. */
  start(): void {
    const { timers, clock, pace } = this.deps;
    const random = this.random();
    const seconds = random.between(EVERY.shortest, EVERY.longest) / pace;
    const due = new Date(clock().getTime() + seconds * 1000);
    timers.at(due, 'a developer’s commit', async () => {
      try {
        if (this.deps.isLively?.() ?? true) await this.work(this.random());
      } finally {
        this.start();
      }
    });
  }

  /** The CI job that fails for one of their commits, if one does. */
  failingJob(commit: Commit): string | undefined {
    return this.failing.has(keyOf(commit)) ? 'test' : undefined;
  }

  /** One thing that someone does now: tune a number, note something, promote to production. */
  async work(random: Random): Promise<void> {
    const { hub, people, services } = this.deps;
    const candidates = services.filter(service => hub.find(service.name));
    if (candidates.length === 0) return;
    const service = random.pick(candidates);
    const repository = hub.require(service.name);
    const author = random.pick(people.of(service.team));
    const kind = random.next();
    const change =
      (kind < 0.2 ? await this.promotion(service, repository) : undefined) ??
      (kind < 0.85 ? await this.tuning(repository, random) : undefined) ??
      (await this.note(repository, random));
    if (!change) return;
    const { name, email } = author;
    const commit = { ...change, author: { name, email } };
    if (SETTINGS in change.files && random.next() < 0.08) {
      this.failing.add(keyOf(commit));
    }
    await hub.write(service.name, commit);
  }

  /** Depends on how much has happened, so that a restart goes on and does not repeat. */
  private random(): Random {
    const happened = this.deps.hub
      .all()
      .reduce((sum, repository) => sum + repository.state.lastRunNumber, 0);
    const pushed = this.deps.hub
      .all()
      .map(repository => repository.state.pushedAt);
    return new Random(
      `${this.deps.seed}/developers/${happened}/${pushed.sort().at(-1)}`,
    );
  }

  private async tuning(repository: Repository, random: Random) {
    const text = await this.read(repository, SETTINGS);
    const found = [...(text ?? '').matchAll(/^\t(\w+) = (\d+)(.*)$/gm)];
    if (!text || found.length === 0) return undefined;
    const [line, constant = '', value = '0', unit = ''] = random.pick(found);
    const step = roundStep(Number(value));
    const grows = random.next() < 0.5 || Number(value) <= step;
    const next = Number(value) + (grows ? step : -step);
    return {
      message: `${grows ? 'Raise' : 'Lower'} ${constant} to ${next}`,
      files: {
        [SETTINGS]: text.replace(line, `\t${constant} = ${next}${unit}`),
      },
    };
  }

  private async note(repository: Repository, random: Random) {
    const text = await this.read(repository, RUNBOOK);
    const note = random.pick(NOTES);
    if (!text || text.includes(note)) return undefined;
    const heading = text.includes('## Seen before')
      ? ''
      : '\n## Seen before\n\n';
    return {
      message: 'Add to the runbook what the last on-call week taught',
      files: { [RUNBOOK]: `${text}${heading}- ${note}\n` },
    };
  }

  private async promotion(service: Service, repository: Repository) {
    if (service.productionBehind > 0) return undefined;
    const policy = (environment: string) =>
      `flux-system:${service.name}-${environment}`;
    const staging = await this.read(
      repository,
      'deploy/staging/application.yaml',
    );
    const tag = staging && imageTag(staging, policy('staging'));
    if (!tag) return undefined;
    const change = await imageChange(
      this.deps.hub,
      service.name,
      'production',
      policy('production'),
      tag,
    );
    if (!change || !isNewer(tag, change.oldTag)) return undefined;
    return {
      message: `Promote ${service.name} ${tag} to production`,
      files: change.files,
    };
  }

  private async read(repository: Repository, file: string) {
    const head = await repository.head();
    return head && this.deps.hub.readFile(repository.name, file, head);
  }
}

/** About a tenth, as a person would round it: 1, 2, 5, 10, 20, 50, … */
function roundStep(value: number): number {
  const tenth = Math.max(1, value / 10);
  const magnitude = 10 ** Math.floor(Math.log10(tenth));
  const leading = [5, 2, 1].find(each => each * magnitude <= tenth) ?? 1;
  return leading * magnitude;
}

function keyOf(commit: Pick<Change, 'author' | 'message'>): string {
  return `${commit.author.email}\n${commit.message}`;
}
