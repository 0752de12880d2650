import { setTimeout as delay } from 'node:timers/promises';
import type { RequestLine } from '@michi/contract-common';
import type {
  ImportedDeployment,
  ImportReport,
} from '@michi/plugin-deploy-status-common';
import { keyOf, type ObservedDeployment } from '../domain/observed';
import type { StatusStore, ToldRevision } from '../store/StatusStore';
import { importedDeployment, type ImportContext } from './importedDeployment';
import type { StatusBoard } from './StatusBoard';

/**
 * Lines that are held in memory and written together. The store writes five
 * hundred at a time, those of one Application together: the more it is given,
 * the less often it reads what it has of each.
 */
const BATCH = 5_000;
/** Of their attempts and hooks: texts that make lines large, which few of them have. */
const MOST_PARTS = 10_000;
const MOST_REFUSALS = 100;
/** Where Argo CD's own documentation installs it. */
const USUAL_NAMESPACE = 'argocd';

/** How long an import waits for instances that have not answered since the start. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 100;

interface Batch {
  deployments: ObservedDeployment[];
  commits: ToldRevision[];
  /** Attempts and hooks. */
  parts: number;
}

const emptyBatch = (): Batch => ({ deployments: [], commits: [], parts: 0 });

/**
 * Brings earlier deployments into the ledger, as they arrive. What the ledger
 * has already is completed and never contradicted, so that an import may be sent
 * again, as after it broke off.
 */
export class DeploymentImport {
  constructor(
    private readonly options: {
      board: StatusBoard;
      store: Pick<StatusStore, 'saveDeployments' | 'saveRevisions'>;
      retentionMs: number;
      now?: () => number;
    },
  ) {}

  /** Reads all lines; those that cannot be taken are reported, and the others are taken. */
  async run(
    lines: AsyncIterable<RequestLine<ImportedDeployment>>,
  ): Promise<ImportReport> {
    await this.#instancesHeard();
    const context = this.#context();
    const report: ImportReport = {
      accepted: 0,
      known: 0,
      refused: 0,
      refusals: [],
      leftOut: 0,
    };
    const refuse = (line: number, reason: string) => {
      report.refused += 1;
      if (report.refusals.length < MOST_REFUSALS) {
        report.refusals.push({ line, reason });
      } else {
        report.leftOut += 1;
      }
    };
    let batch = emptyBatch();
    for await (const line of lines) {
      const checked =
        line.problem === undefined
          ? importedDeployment(line.value, context)
          : line;
      if (checked.problem !== undefined) {
        refuse(line.number, checked.problem);
      } else {
        const { deployment } = checked;
        batch.deployments.push(deployment);
        batch.parts += deployment.attempts.length + deployment.hooks.length;
        if (checked.commit) batch.commits.push(checked.commit);
      }
      if (batch.deployments.length === BATCH || batch.parts >= MOST_PARTS) {
        await this.#save(batch, report);
        batch = emptyBatch();
      }
    }
    await this.#save(batch, report);
    return report;
  }

  async #save(
    { deployments, commits }: Batch,
    report: ImportReport,
  ): Promise<void> {
    if (deployments.length === 0) {
      return;
    }
    const { store } = this.options;
    await store.saveRevisions(commits);
    const { added } = await store.saveDeployments(deployments);
    report.accepted += added;
    report.known += deployments.length - added;
  }

  /**
   * Right after the start the instances have not told yet which Applications
   * they have, and with which uid. One that does not answer is not waited for
   * longer than for the others.
   */
  async #instancesHeard(): Promise<void> {
    const { board, now = Date.now } = this.options;
    const until = now() + PATIENCE_MS;
    while (
      board.instances().some(one => one.connection === 'connecting') &&
      now() < until
    ) {
      await delay(LOOK_MS);
    }
  }

  #context(): ImportContext {
    const { board, retentionMs, now = Date.now } = this.options;
    const instances = new Map(
      board.instances().map(({ name }) => {
        const { frontendUrl } = board.config(name);
        const [own] = [...board.book(name).all.values()].filter(
          one => one.inControllerNamespace,
        );
        const namespace = own?.namespace ?? USUAL_NAMESPACE;
        return [name, { frontendUrl, namespace }];
      }),
    );
    return {
      now: now(),
      retentionMs,
      instance: name => instances.get(name),
      application: ({ instance, ...name }) =>
        board.book(instance).all.get(keyOf(name)),
    };
  }
}
