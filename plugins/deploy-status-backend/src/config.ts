import type { Config } from '@backstage/config';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

// In our own section and in the existing plugins' alike, where labels are ours
// too: a misspelt `environment` would leave production unprotected.
const labelsSchema = z.strictObject({
  environment: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  cluster: z.string().min(1).optional(),
});

const instanceSchema = z.object({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  frontendUrl: z.url({ protocol: /^https?$/ }).optional(),
  token: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  ca: z.string().min(1).optional(),
  logsUrl: z
    .string()
    .regex(/^https?:\/\//, 'Not an address of http or https')
    .optional(),
  labels: labelsSchema.default({}),
});
type ConfiguredInstance = z.output<typeof instanceSchema>;

// A misspelt key is an error, not a setting that is silently not made.
const ownSchema = z.strictObject({
  instances: z.array(instanceSchema.strict()).default([]),
  relistInterval: z.unknown().optional(),
  retention: z.unknown().optional(),
  stuckAfter: z.unknown().optional(),
  environments: z.array(z.string().min(1)).default([]),
  production: z.array(z.string().min(1)).default(['production']),
  protected: z.array(z.string().min(1)).optional(),
});

// The section of the two existing Argo CD plugins, read as they do.
const existingSchema = z.object({
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  appLocatorMethods: z
    .array(
      z.object({
        type: z.string(),
        instances: z.array(instanceSchema).default([]),
      }),
    )
    .default([]),
});

/** How we sign in to an instance. */
export type ArgoCdCredentials =
  | { type: 'token'; token: string }
  | { type: 'password'; username: string; password: string };

/** One Argo CD to follow. */
export interface ArgoCdInstanceConfig {
  name: string;
  /** Of the API. */
  url: string;
  /** Where people open it; the same as `url` unless configured. */
  frontendUrl: string;
  credentials: ArgoCdCredentials;
  /** PEM, in addition to the root certificates that come with Node.js. */
  ca?: string;
  environment: string;
  region?: string;
  cluster?: string;
  /** Where changes need a reason, the environment's name, and a permission of their own. */
  protected: boolean;
  /** Address of an Application's logs, with `{application}`, `{namespace}` and `{environment}` in it. */
  logsUrl?: string;
}

/** The plugin's configuration, checked. */
export interface DeployStatusConfig {
  /** In the order in which a change passes their environments, else as configured; empty where nothing is configured. */
  instances: ArgoCdInstanceConfig[];
  /** How often the complete list is read again beside the watch. */
  relistMs: number;
  /** How long deployments are kept. */
  retentionMs: number;
  /** How long an operation or a rollout may take before it counts as stuck. */
  stuckMs: number;
  /** Environments in the order in which a change passes them; those that are not named come first, as their instances are configured. */
  environments: string[];
  /** The environments that count as production in figures. */
  production: string[];
  /** What works but is hardly meant so, for the log: each says what to configure. */
  warnings: string[];
}

const DEFAULT_RELIST = { minutes: 5 };
const DEFAULT_RETENTION = { years: 2 };
const DEFAULT_STUCK = { minutes: 15 };

function parsed<T>(schema: z.ZodType<T>, value: unknown, section: string): T {
  const result = schema.safeParse(value ?? {});
  if (!result.success) {
    // The issues name fields and kinds; they do not quote values.
    throw new InputError(
      `The configuration ${section} is not valid. ${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

/** What the existing plugins configure once for all instances. */
interface Fallback {
  username?: string;
  password?: string;
  baseUrl?: string;
}

function credentialsOf(
  instance: ConfiguredInstance,
  fallback: Fallback,
): ArgoCdCredentials | undefined {
  if (instance.token) {
    return { type: 'token', token: instance.token };
  }
  const username = instance.username ?? fallback.username;
  const password = instance.password ?? fallback.password;
  if (username && password) {
    return { type: 'password', username, password };
  }
  return undefined;
}

function toInstance(
  instance: ConfiguredInstance,
  protectedEnvironments: readonly string[],
  fallback: Fallback = {},
): ArgoCdInstanceConfig {
  const credentials = credentialsOf(instance, fallback);
  if (!credentials) {
    throw new InputError(
      `The Argo CD instance '${instance.name}' has no credentials. Configure its token, or username and password`,
    );
  }
  const url = instance.url.replace(/\/+$/, '');
  const environment = instance.labels.environment ?? instance.name;
  return {
    name: instance.name,
    url,
    frontendUrl: (
      instance.frontendUrl ??
      fallback.baseUrl ??
      instance.url
    ).replace(/\/+$/, ''),
    credentials,
    ca: instance.ca,
    environment,
    region: instance.labels.region,
    cluster: instance.labels.cluster,
    protected: protectedEnvironments.includes(environment),
    logsUrl: instance.logsUrl,
  };
}

function duration(
  config: Config,
  key: string,
  fallback: Parameters<typeof durationToMilliseconds>[0],
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}

/** Unnamed environments have the position -1, and so come first; else the order stays. */
function inOrder(
  instances: readonly ArgoCdInstanceConfig[],
  environments: readonly string[],
): ArgoCdInstanceConfig[] {
  const position = ({ environment }: ArgoCdInstanceConfig) =>
    environments.indexOf(environment);
  return [...instances].sort((a, b) => position(a) - position(b));
}

/** Says so where no instance is of an environment that something is configured for. */
function unprotected(
  instances: readonly ArgoCdInstanceConfig[],
  production: readonly string[],
  guarded: readonly string[],
): string[] {
  const present = new Set(instances.map(({ environment }) => environment));
  const missing = (named: readonly string[]) =>
    present.size > 0 &&
    named.length > 0 &&
    !named.some(environment => present.has(environment));
  const advice = `The environments of the instances are ${[...present].join(', ')}; give the instances labels.environment, or name the right environments in`;
  return [
    ...(missing(production)
      ? [
          `No Argo CD instance is of an environment that counts as production (${production.join(', ')}), so that there are no figures of production. ${advice} deployStatus.production`,
        ]
      : []),
    ...(missing(guarded)
      ? [
          `No Argo CD instance is of a protected environment (${guarded.join(', ')}), so that changes need no reason and no special permission. ${advice} deployStatus.protected, or in deployStatus.production, which it follows`,
        ]
      : []),
  ];
}

/**
 * Reads `deployStatus`, and `argocd.appLocatorMethods` as the existing Argo CD
 * plugins have it. Where both name an instance, `deployStatus` wins.
 *
 * @throws InputError that names the field, for configuration that cannot work.
 */
export function readDeployStatusConfig(config: Config): DeployStatusConfig {
  const own = parsed(
    ownSchema,
    config.getOptional('deployStatus'),
    'deployStatus',
  );
  const existing = parsed(
    existingSchema,
    config.getOptional('argocd'),
    'argocd',
  );
  const guarded = own.protected ?? own.production;
  const instances = own.instances.map(one => toInstance(one, guarded));
  const names = new Set<string>();
  for (const { name } of instances) {
    if (names.has(name)) {
      throw new InputError(
        `Two Argo CD instances in deployStatus.instances are called '${name}'. Give each a name of its own`,
      );
    }
    names.add(name);
  }
  const warnings: string[] = [];
  const others = existing.appLocatorMethods.flatMap(method =>
    method.type === 'config' ? method.instances : [],
  );
  const fallback: Fallback = {
    ...existing,
    // One address cannot be that of several instances.
    baseUrl: others.length === 1 ? existing.baseUrl : undefined,
  };
  for (const instance of others) {
    if (names.has(instance.name)) {
      continue;
    }
    names.add(instance.name);
    if (credentialsOf(instance, fallback)) {
      instances.push(toInstance(instance, guarded, fallback));
    } else {
      // Others may sign in with what we do not know, such as oidcConfig.
      warnings.push(
        `The Argo CD instance '${instance.name}' in argocd.appLocatorMethods is not followed, as it has neither a token nor username and password. Give it a token`,
      );
    }
  }
  warnings.push(...unprotected(instances, own.production, guarded));
  return {
    instances: inOrder(instances, own.environments),
    relistMs: duration(config, 'deployStatus.relistInterval', DEFAULT_RELIST),
    retentionMs: duration(config, 'deployStatus.retention', DEFAULT_RETENTION),
    stuckMs: duration(config, 'deployStatus.stuckAfter', DEFAULT_STUCK),
    environments: own.environments,
    production: own.production,
    warnings,
  };
}
