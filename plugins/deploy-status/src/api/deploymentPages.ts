import type {
  CallInput,
  CallOutput,
  ContractClient,
} from '@michi/contract-common';
import type { deployStatusContract } from '@michi/plugin-deploy-status-common';

type Client = Pick<
  ContractClient<typeof deployStatusContract>,
  'getDeployments'
>;
type Route = (typeof deployStatusContract)['routes']['getDeployments'];
/** Deployments since a time, newest first. */
export type Deployments = CallOutput<Route>;

/** Deployments in one request. */
const DEPLOYMENTS_PAGE = 200;
/** How many deployments of each environment are looked at for what runs there now. */
const LATEST = 20;

/** Which deployments are meant; all of them where it is empty. */
export interface DeploymentFilter {
  environments?: string[];
  only?: 'failed' | 'rollback';
}

/** Loads the newest deployments, so many pages of them. `total` and `failed` count past them. */
export async function loadPages(
  client: Client,
  asked: Pick<CallInput<Route>['body'], 'entityRefs' | 'since'> &
    DeploymentFilter,
  pages: number,
  signal?: AbortSignal,
): Promise<Deployments> {
  const load = (before?: string) =>
    client.getDeployments(
      {
        body: { ...asked, limit: DEPLOYMENTS_PAGE, ...(before && { before }) },
      },
      { signal },
    );
  const first = await load();
  const deployments = [...first.deployments];
  let last = first.deployments;
  // A page is longer than asked for where several began at the same moment.
  for (
    let page = 1;
    page < pages && last.length >= DEPLOYMENTS_PAGE;
    page += 1
  ) {
    last = (await load(last.at(-1)?.startedAt)).deployments;
    deployments.push(...last);
  }
  return { ...first, deployments };
}

/** Loads the last deployments to each of the environments. */
export async function loadLatest(
  client: Client,
  asked: { entityRef: string; since: string; environments: string[] },
  signal: AbortSignal,
): Promise<Deployments> {
  const { entityRef, since, environments } = asked;
  const answers = await Promise.all(
    environments.map(environment =>
      client.getDeployments(
        {
          body: {
            entityRefs: [entityRef],
            since,
            environments: [environment],
            limit: LATEST,
          },
        },
        { signal },
      ),
    ),
  );
  const sum = (count: (answer: Deployments) => number) =>
    answers.reduce((total, answer) => total + count(answer), 0);
  return {
    deployments: answers.flatMap(({ deployments }) => deployments),
    total: sum(({ total }) => total),
    failed: sum(({ failed }) => failed),
    denied: Math.max(0, ...answers.map(({ denied }) => denied)),
  };
}
