import type { Actions } from '../github/Actions';
import type { Hub } from '../github/Hub';
import type { Repository } from '../github/Repository';
import { completedAt, succeeds } from '../github/runs';
import type { RunState } from '../github/state';
import { runsOnPush } from '../github/workflow';
import { workflowFiles } from '../github/workflowFiles';
import { FLUX, imageUpdateMessage } from '../organisation/flux';
import type { Commit, Push } from '../world';
import { imageChange } from './imageChange';
import { imageTag, isNewer } from './imagePolicy';
import type { Timers } from './Timers';

/** Environments that Flux's automation writes to, with its delay in seconds at pace 1. */
const AUTOMATED = [
  ['dev', 1.5],
  ['staging', 5],
] as const;

/**
 * What follows a push: an Actions run, and when it has succeeded the image's
 * tag in `deploy/dev` and `deploy/staging`, as Flux's automation commits it.
 * What is under way survives a restart, because the runs are stored.
 */
export class Pipeline {
  private readonly stopListening: (() => void)[];

  /** @param failingJob - names the job that shall fail for a commit, if one shall */
  constructor(
    private readonly hub: Hub,
    private readonly actions: Actions,
    private readonly timers: Timers,
    private readonly failingJob: (commit: Commit) => string | undefined,
  ) {
    this.stopListening = [
      hub.onPush(push => timers.run('a push', () => this.onPush(push))),
      actions.onRun((repository, run) => this.schedule(repository, run)),
    ];
    for (const repository of hub.all()) {
      for (const run of repository.state.runs) this.schedule(repository, run);
    }
  }

  stop(): void {
    for (const stop of this.stopListening) stop();
  }

  private async onPush(push: Push): Promise<void> {
    const repository = this.hub.find(push.repository);
    const commit = await this.hub.commit(push.repository, push.after);
    if (!repository || !commit) return;
    const paths = await repository.git.changedPaths(push.before, push.after);
    const isDefault = push.branch === repository.state.defaultBranch;
    const pull = repository.state.pulls.some(
      each => each.state === 'open' && each.head.ref === push.branch,
    );
    for (const file of await workflowFiles(repository, push.after)) {
      if (runsOnPush(file.workflow, push.branch, paths)) {
        // A commit that changes only manifests builds no new image: else Flux's own commit would start the next round.
        const builds =
          isDefault && paths.some(path => !path.startsWith('deploy/'));
        const image = builds
          ? await this.image(repository, push.after)
          : undefined;
        await this.actions.start(repository, file, {
          event: 'push',
          branch: push.branch,
          sha: push.after,
          fails: this.failingJob(commit),
          imageTag: image && (number => `${image.series}.${number}`),
          rollout: image?.environments,
        });
      }
    }
    if (pull) {
      const head = { ref: push.branch, sha: push.after };
      await this.actions.startForPull(repository, head);
    }
  }

  /** The environments whose manifest Flux may write, and the first two parts of their tags. */
  private async image(repository: Repository, sha: string) {
    const environments: string[] = [];
    let series: string | undefined;
    for (const [environment] of AUTOMATED) {
      const text = await this.hub.readFile(
        repository.name,
        manifest(environment),
        sha,
      );
      const tag = text && imageTag(text, policyOf(repository, environment));
      if (!tag) continue;
      environments.push(environment);
      series ??= /^(\d+\.\d+)\.\d+$/.exec(tag)?.[1];
    }
    if (environments.length === 0) return undefined;
    // A fresh repository's manifests say 0.0.0; its CI publishes 0.1.<run>.
    return {
      environments,
      series: !series || series === '0.0' ? '0.1' : series,
    };
  }

  private schedule(repository: Repository, run: RunState): void {
    if (!succeeds(run)) return;
    for (const [environment, seconds] of AUTOMATED) {
      if (!run.rollout.includes(environment)) continue;
      const due =
        completedAt(run).getTime() + (seconds * 1000) / this.actions.pace;
      this.timers.at(new Date(due), `a rollout of ${repository.name}`, () =>
        this.rollOut(repository, run, environment),
      );
    }
  }

  private async rollOut(
    repository: Repository,
    run: RunState,
    environment: string,
  ) {
    const tag = run.imageTag;
    const change =
      tag &&
      (await imageChange(
        this.hub,
        repository.name,
        environment,
        policyOf(repository, environment),
        tag,
      ));
    if (tag && change && isNewer(tag, change.oldTag)) {
      await this.hub.write(repository.name, {
        author: FLUX,
        message: imageUpdateMessage(
          repository.name,
          environment,
          change.oldTag,
          tag,
        ),
        files: change.files,
      });
    }
    this.actions.rolledOut(repository, run.id, environment);
  }
}

function manifest(environment: string): string {
  return `deploy/${environment}/application.yaml`;
}

function policyOf(repository: Repository, environment: string): string {
  return `flux-system:${repository.name}-${environment}`;
}
