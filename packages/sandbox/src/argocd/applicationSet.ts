import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Repositories } from '../world';
import { specSchema } from './wire';

const filterSchema = z.looseObject({
  repositoryMatch: z.string().optional(),
  pathsExist: z.array(z.string()).optional(),
  pathsDoNotExist: z.array(z.string()).optional(),
  branchMatch: z.string().optional(),
});

const applicationSetSchema = z.looseObject({
  apiVersion: z.string().startsWith('argoproj.io/'),
  kind: z.literal('ApplicationSet'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    generators: z.array(
      z.looseObject({
        scmProvider: z
          .looseObject({
            github: z.looseObject({ organization: z.string() }).optional(),
            filters: z.array(filterSchema).optional(),
            values: z.record(z.string(), z.string()).optional(),
          })
          .optional(),
      }),
    ),
    template: z.looseObject({
      metadata: z.looseObject({
        name: z.string(),
        namespace: z.string().optional(),
        labels: z.record(z.string(), z.string()).optional(),
        annotations: z.record(z.string(), z.string()).optional(),
      }),
      spec: specSchema,
    }),
  }),
});
/** An ApplicationSet, as far as its scmProvider generator goes. */
export type ApplicationSet = z.infer<typeof applicationSetSchema>;

/** An Application that an ApplicationSet asks for. */
export interface GeneratedApplication {
  name: string;
  repository: string;
  applicationSet: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec: z.infer<typeof specSchema>;
}

/** The ApplicationSets in the text of one file; other objects in it are passed over. */
export function parseApplicationSets(text: string): ApplicationSet[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) return [];
    const parsed = applicationSetSchema.safeParse(document.toJS());
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * Whether an instance runs a set that stands in a file: it does where its
 * environment is named in the path, or in the folders the set looks for, or
 * where no environment is named at all.
 */
export function isMeantFor(
  set: ApplicationSet,
  path: string,
  environment: string,
  environments: string[],
): boolean {
  const words = [path, ...lookedFor(set)].flatMap(name => name.split(/[-/._]/));
  const named = environments.filter(name => words.includes(name));
  return named.length === 0 || named.includes(environment);
}

function lookedFor(set: ApplicationSet): string[] {
  return set.spec.generators.flatMap(generator =>
    (generator.scmProvider?.filters ?? []).flatMap(
      filter => filter.pathsExist ?? [],
    ),
  );
}

/** Where the platform repository has no ApplicationSet: every repository with a manifest for the environment. */
export function defaultApplicationSet(
  organization: string,
  environment: string,
  autoSync: boolean,
): ApplicationSet {
  return applicationSetSchema.parse({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: `services-${environment}` },
    spec: {
      goTemplate: true,
      generators: [
        {
          scmProvider: {
            github: { organization },
            cloneProtocol: 'https',
            filters: [
              { pathsExist: [`deploy/${environment}/application.yaml`] },
            ],
          },
        },
      ],
      template: {
        metadata: {
          name: '{{ .repository }}',
          labels: { 'backstage.io/kubernetes-id': '{{ .repository }}' },
        },
        spec: {
          project: 'default',
          source: {
            repoURL: '{{ .url }}',
            targetRevision: '{{ .branch }}',
            path: `deploy/${environment}`,
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: '{{ .repository }}',
          },
          ...(autoSync && {
            syncPolicy: { automated: { prune: true, selfHeal: true } },
          }),
        },
      },
    },
  });
}

/** Whether a set matches a repository, by set and repository, at the commit it was read at. */
export type Matches = Map<string, { sha: string; matches: boolean }>;

/**
 * One Application per repository that the set's generator matches.
 *
 * @param known - what was found out before, kept up to date
 */
export async function expandApplicationSet(
  set: ApplicationSet,
  repositories: Repositories,
  known: Matches = new Map(),
): Promise<GeneratedApplication[]> {
  const generated: GeneratedApplication[] = [];
  for (const { scmProvider } of set.spec.generators) {
    if (
      !scmProvider ||
      (scmProvider.github &&
        scmProvider.github.organization !== repositories.organisation)
    ) {
      continue;
    }
    for (const repository of await repositories.list()) {
      const sha = await repositories.head(repository);
      if (sha === undefined) continue;
      const filters = scmProvider.filters ?? [];
      const memo = `${set.metadata.name} ${JSON.stringify(filters)} ${repository}`;
      const before = known.get(memo);
      const matches =
        before?.sha === sha
          ? before.matches
          : filters.length === 0 ||
            (await anyMatches(filters, repositories, repository, sha));
      known.set(memo, { sha, matches });
      if (!matches) continue;
      generated.push(
        render(set, repository, {
          organization: repositories.organisation,
          repository,
          url: repositories.cloneUrl(repository),
          branch: 'main',
          branchNormalized: 'main',
          sha,
          short_sha: sha.slice(0, 8),
          short_sha_7: sha.slice(0, 7),
          ...Object.fromEntries(
            Object.entries(scmProvider.values ?? {}).map(([key, value]) => [
              `values.${key}`,
              value,
            ]),
          ),
        }),
      );
    }
  }
  return generated;
}

/** Conditions of one filter all hold; of several filters, one must. */
async function anyMatches(
  filters: z.infer<typeof filterSchema>[],
  repositories: Repositories,
  repository: string,
  sha: string,
): Promise<boolean> {
  const exists = async (path: string) =>
    (await repositories.readFile(repository, path, sha)) !== undefined ||
    (await repositories.listFiles(repository, path, sha)).length > 0;
  for (const filter of filters) {
    const { repositoryMatch, branchMatch } = filter;
    if (repositoryMatch && !new RegExp(repositoryMatch).test(repository)) {
      continue;
    }
    if (branchMatch && !new RegExp(branchMatch).test('main')) continue;
    const wanted = await Promise.all((filter.pathsExist ?? []).map(exists));
    const unwanted = await Promise.all(
      (filter.pathsDoNotExist ?? []).map(exists),
    );
    if (wanted.every(Boolean) && !unwanted.some(Boolean)) return true;
  }
  return false;
}

function render(
  set: ApplicationSet,
  repository: string,
  parameters: Record<string, string>,
): GeneratedApplication {
  const { metadata, spec } = set.spec.template;
  // Both spellings: `{{ .name }}` with goTemplate, `{{name}}` without.
  const fill = (text: string) =>
    text.replace(
      /\{\{-?\s*\.?([\w.]+)\s*-?\}\}/g,
      (whole, name: string) => parameters[name] ?? whole,
    );
  const fillAll = (record?: Record<string, string>) =>
    record &&
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [fill(key), fill(value)]),
    );
  return {
    name: fill(metadata.name),
    repository,
    applicationSet: set.metadata.name,
    labels: fillAll(metadata.labels),
    annotations: fillAll(metadata.annotations),
    spec: specSchema.parse(JSON.parse(fill(JSON.stringify(spec)))),
  };
}
