import type { Image, Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { isUpstreamError } from '@michi/upstream-node';
import { checkImage } from '../../domain/operations/imageReference';
import { manifestPlaces } from '../../domain/operations/manifestPlaces';
import {
  promotionBody,
  promotionBranch,
  promotionCommit,
  promotionTitle,
  type PromotionSubject,
} from '../../domain/operations/pullRequest';
import type { RevisionLookup } from '../../domain/view';
import type { GitHosts } from '../../upstream/GitHosts';
import { reading } from './failures';
import { findManifests, type FoundManifests } from './findManifests';
import { refusedBy, type Obstacles } from './Obstacles';
import type { Result, Send } from './Once';
import { emptyPlan } from './planning';
import type { Subject } from './subject';

const WAITS = {
  kind: 'waits-for-window',
  message:
    'A sync window keeps Argo CD from syncing by itself now. What is merged before it ends is deployed after it, or when a person syncs.',
} as const;

const OPEN_ALREADY = {
  kind: 'pull-request-open',
  message:
    'A pull request with this change is open already. No other one is opened, and a new reason is not added to it.',
} as const;

type Prepared =
  | { manifests: FoundManifests; obstacles: [] }
  | { manifests?: undefined; obstacles: Obstacle[] };

/**
 * Opens the pull request that brings other images to an environment: newer ones
 * from the environment before, or older ones to go back.
 */
export class Promotion {
  constructor(
    private readonly obstacles: Obstacles,
    private readonly hosts: GitHosts,
    private readonly lookup: RevisionLookup,
  ) {}

  /** @throws InputError for an image that is none. */
  async plan(subject: Subject, images: readonly Image[]): Promise<Plan> {
    const plan = emptyPlan(subject, this.lookup);
    const [{ manifests, obstacles }, waits] = await Promise.all([
      this.#prepare(subject, images),
      // Where a person has to sync, the plan of that sync tells of windows.
      subject.application.autoSync
        ? this.obstacles.caution(subject, WAITS, 'auto-sync')
        : [],
    ]);
    const open =
      manifests && (await reading(() => openAlready(subject, manifests)));
    return {
      ...plan,
      obstacles: [...obstacles, ...(open?.obstacle ? [open.obstacle] : [])],
      cautions: manifests
        ? [
            ...(open?.value ? [{ ...OPEN_ALREADY, url: open.value }] : []),
            ...waits,
          ]
        : [],
      images: { ...plan.images, to: manifests?.images ?? [...images] },
      files: (manifests?.files ?? []).flatMap(({ path, lines }) =>
        lines.map(line => ({ path, ...line })),
      ),
    };
  }

  /** @throws InputError for an image that is none. */
  async execute(
    subject: Subject,
    images: readonly Image[],
    send: Send,
  ): Promise<Result> {
    const { manifests, obstacles } = await this.#prepare(subject, images);
    if (!manifests) {
      return refusedBy(obstacles);
    }
    const { repository } = manifests;
    const branch = branchOf(subject, manifests);
    const open = await openAlready(subject, manifests);
    if (open) {
      return { outcome: 'accepted', url: open, problems: [OPEN_ALREADY] };
    }
    const about = aboutOf(subject, manifests);
    await send(() =>
      repository.commit({
        branch,
        parent: manifests.commit,
        message: promotionCommit(about),
        files: manifests.files,
      }),
    );
    const url = await send(() => this.#open(manifests, branch, about));
    return { outcome: 'accepted', url };
  }

  async #open(
    { repository, base }: FoundManifests,
    branch: string,
    about: PromotionSubject,
  ): Promise<string> {
    try {
      return await repository.createPullRequest({
        branch,
        base,
        title: promotionTitle(about),
        body: promotionBody(about),
      });
    } catch (error) {
      // Somebody else may have asked for the same at the same moment.
      const open = isUpstreamError(error, 'rejected')
        ? await repository.openPullRequest(branch, base)
        : undefined;
      if (open) {
        return open;
      }
      throw error;
    }
  }

  async #prepare(
    subject: Subject,
    images: readonly Image[],
  ): Promise<Prepared> {
    images.forEach(checkImage);
    const read = await reading(() => subject.argoCd.application(subject.of));
    if (read.obstacle) {
      return { obstacles: [read.obstacle] };
    }
    const places = manifestPlaces(read.value.sources);
    return findManifests(this.hosts, places, images);
  }
}

/** The page of the pull request that does the same, where one is open. */
function openAlready(
  subject: Subject,
  manifests: FoundManifests,
): Promise<string | undefined> {
  const { repository, base } = manifests;
  return repository.openPullRequest(branchOf(subject, manifests), base);
}

function branchOf(
  { target, environment }: Subject,
  { images }: FoundManifests,
): string {
  return promotionBranch(target, environment, images);
}

function aboutOf(
  subject: Subject,
  { images, automated }: FoundManifests,
): PromotionSubject {
  return {
    target: subject.target,
    environment: subject.environment,
    from: subject.application.images,
    to: images,
    entityRef: subject.entityRef,
    requestedBy: subject.requestedBy,
    reason: subject.reason,
    url: subject.application.url,
    autoSync: subject.application.autoSync,
    automated,
  };
}
