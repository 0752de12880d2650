import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import {
  createGithubRepoPushAction,
  createPublishGithubAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import {
  ActionContext,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { Schema, validate } from 'jsonschema';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { z } from 'zod';
import { createCheckServiceAction } from '../actions/checkService';
import { createPublishRepositoryAction } from '../actions/publishRepository';
import { createRegisterServiceAction } from '../actions/registerService';
import { readModuleOptions } from '../config';
import { toMarkdownTextFilter, toYamlStringFilter } from '../filters';

type ActionsExtensionPoint = (typeof scaffolderActionsExtensionPoint)['T'];
type AnyAction = Parameters<ActionsExtensionPoint['addActions']>[0];

const jsonObject = z.record(z.string(), z.json());
type Json = z.infer<ReturnType<typeof z.json>>;
type JsonRecord = z.infer<typeof jsonObject>;

const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(jsonObject),
    steps: z.array(
      z.object({
        id: z.string(),
        action: z.string(),
        each: z.string().optional(),
        input: jsonObject.default({}),
      }),
    ),
    output: jsonObject.default({}),
  }),
});

const refuse = async () => {
  throw new Error('Templates are read from the checkout, not over the network');
};
const noNetwork: UrlReaderService = {
  readUrl: refuse,
  readTree: refuse,
  search: refuse,
};

function silentLogger(): LoggerService {
  return {
    error: () => {},
    warn: () => {},
    info: () => {},
    debug: () => {},
    child: silentLogger,
  };
}

/** What a rendered template is made from. */
export interface RenderOptions {
  /** Folder that holds template.yaml. */
  templateDir: string;
  /** Folder that the files are written to; it has to exist. */
  outputDir: string;
  parameters: JsonObject;
  /** What the portal's catalog knows: the person, their groups, the systems. */
  catalog: Entity[];
  /** Entity ref of the person who fills in the form. */
  user: string;
  /** The portal's configuration. */
  config: JsonObject;
}

/**
 * Runs a template as the scaffolder does in a dry run: the same validation of
 * parameters, the same template engine, and the real actions, with the
 * catalog's content given and GitHub empty. It needs no database, which is
 * what makes it fit for checking every combination of options.
 *
 * @returns the template's output, its expressions evaluated.
 * @throws InputError listing what is wrong with the parameters.
 */
export async function renderTemplate(options: RenderOptions): Promise<Json> {
  const { templateDir, outputDir } = options;
  const parameters = jsonObject.parse(options.parameters);
  const file = join(templateDir, 'template.yaml');
  const { spec } = templateSchema.parse(parse(await readFile(file, 'utf8')));
  validateParameters(spec.parameters, parameters);

  const actions = createActions(options);
  const renderer = createTemplateRenderer({ allowRegexExecution: true });
  const steps: Record<string, { output: JsonRecord }> = {};
  const evaluate = (value: Json, each?: JsonRecord): Json =>
    JSON.parse(JSON.stringify(value), (_key, part) =>
      typeof part === 'string'
        ? renderer.renderValue(part, {
            parameters,
            steps,
            ...(each && { each }),
          })
        : part,
    );

  for (const step of spec.steps) {
    const action = actions.get(step.action);
    if (!action) {
      throw new Error(
        `Step ${step.id} uses ${step.action}, which nobody registered`,
      );
    }
    const output: JsonRecord = {};
    const values = step.each
      ? z.array(z.json()).parse(evaluate(step.each))
      : [undefined];
    for (const value of values) {
      const each = value === undefined ? undefined : { value };
      const input = jsonObject.parse(evaluate(step.input, each));
      const invalid =
        action.schema?.input && validate(input, action.schema.input);
      if (invalid && !invalid.valid) {
        throw new InputError(`${step.action}: ${invalid.errors.join(', ')}`);
      }
      const temporary: string[] = [];
      const context: ActionContext<JsonObject> = {
        input,
        output: (name, result) => {
          output[name] = z.json().parse(result);
        },
        workspacePath: outputDir,
        createTemporaryDirectory: async () => {
          const dir = await mkdtemp(join(tmpdir(), 'michi-template-'));
          temporary.push(dir);
          return dir;
        },
        checkpoint: ({ fn }) => Promise.resolve(fn()),
        getInitiatorCredentials: async () => ({
          $$type: '@backstage/BackstageCredentials',
          principal: {},
        }),
        isDryRun: true,
        logger: silentLogger(),
        task: { id: '00000000-0000-0000-0000-000000000000' },
        templateInfo: {
          entityRef: 'template:default/under-test',
          baseUrl: pathToFileURL(file).href,
        },
        user: { ref: options.user },
      };
      try {
        await action.handler(context);
      } finally {
        await Promise.all(
          temporary.map(dir => rm(dir, { recursive: true, force: true })),
        );
      }
    }
    steps[step.id] = { output };
  }
  return evaluate(spec.output);
}

/** Validates as the scaffolder's server does, page by page of the form. */
export function validateParameters(
  pages: Schema[],
  parameters: JsonObject,
): void {
  for (const page of pages) {
    const result = validate(parameters, page);
    if (!result.valid) {
      throw new InputError(result.errors.map(error => error.stack).join('; '));
    }
  }
}

function createActions(options: RenderOptions): Map<string, AnyAction> {
  const config = new ConfigReader(options.config);
  const integrations = ScmIntegrations.fromConfig(config);
  const moduleOptions = readModuleOptions(config);
  const github = { integrations, config };
  const repositories = {
    find: async () => undefined,
    recentCommits: async () => [],
    grantTeam: async () => true,
  };
  const catalog = {
    getEntityByRef: async (ref: string | { name: string; kind: string }) =>
      options.catalog.find(entity =>
        typeof ref === 'string'
          ? `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase(
              'en-US',
            ) === ref
          : entity.metadata.name === ref.name &&
            entity.kind.toLocaleLowerCase('en-US') ===
              ref.kind.toLocaleLowerCase('en-US'),
      ),
    addLocation: async () => {
      throw new Error('A dry run registers nothing');
    },
  };
  const all = [
    createFetchTemplateAction({
      integrations,
      reader: noNetwork,
      additionalTemplateFilters: {
        toMarkdownText: value =>
          toMarkdownTextFilter.filter(z.string().parse(value)),
        toYamlString: value =>
          toYamlStringFilter.filter(z.string().parse(value)),
      },
    }),
    createCheckServiceAction({ options: moduleOptions, catalog, repositories }),
    createPublishRepositoryAction({
      options: moduleOptions,
      integrations,
      repositories,
      publish: createPublishGithubAction(github),
      push: createGithubRepoPushAction(github),
    }),
    createRegisterServiceAction({ integrations, catalog }),
  ];
  return new Map<string, AnyAction>(all.map(action => [action.id, action]));
}
