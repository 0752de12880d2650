import {
  conditionOf,
  failureReason,
  imageVersions,
  shortDigest,
  type Condition,
  type Instance,
  type ServiceRow,
} from '@michi/plugin-deploy-status-common';
import { attentionOf, type AttentionRules } from './attention';
import { entityState } from './entityState';
import type { IndexedEntity } from './indexedEntity';
import type { ObservedApplication } from './observed';
import type { StateSince } from './StateTimes';

type ServicePlace = ServiceRow['places'][number];

const SHOWN_MESSAGE = 300;

/** What is known of a service. */
export interface ServiceFacts {
  entity: IndexedEntity;
  /** False where the entity names no Application, or its selector cannot be read. */
  annotated: boolean;
  /** How many instances are configured. */
  configured: number;
  /** Those that the entity may run on. */
  instances: readonly Instance[];
  /** In the order of the instances. */
  applications: readonly ObservedApplication[];
  sinceOf(application: ObservedApplication): StateSince;
}

/** A service as a row of the team or platform page. Pure. */
export function toServiceRow(
  facts: ServiceFacts,
  rules: AttentionRules,
  now: number,
): ServiceRow {
  const { entity, applications, instances } = facts;
  const found = applications.flatMap(application => {
    const instance = instances.find(one => one.name === application.instance);
    const condition = conditionOf(application);
    return instance ? [{ application, instance, condition }] : [];
  });
  const state = entityState(facts);
  return {
    entityRef: entity.entityRef,
    ...(entity.title && { title: entity.title }),
    ...(entity.owner && { owner: entity.owner }),
    ...(entity.system && { system: entity.system }),
    state,
    places: found.map(({ application, instance, condition }) =>
      toPlace(application, instance, condition),
    ),
    attention: attentionOf(
      {
        state,
        places: found.map(({ application, instance, condition }) => ({
          application,
          condition,
          environment: instance.environment,
          live: instance.connection === 'connected',
          lastContactAt: instance.lastContactAt,
          since: facts.sinceOf(application),
        })),
        instances: instances.map(({ environment, connection }) => ({
          environment,
          connected: connection === 'connected',
        })),
      },
      rules,
      now,
    ),
  };
}

function toPlace(
  application: ObservedApplication,
  instance: Instance,
  condition: Condition,
): ServicePlace {
  const version = imageVersions(application.images, application.name)
    .map(shortDigest)
    .join(', ');
  const message = messageOf(application, condition);
  return {
    instance: instance.name,
    environment: instance.environment,
    application: application.name,
    namespace: application.namespace,
    condition,
    health: application.health,
    sync: application.sync,
    ...(version && { version }),
    ...(application.deployedAt && { deployedAt: application.deployedAt }),
    ...(application.operation && { phase: application.operation.phase }),
    ...(message && { message }),
    url: application.url,
    live: instance.connection === 'connected',
  };
}

/** Why it is as it is, in Argo CD's words; nothing where nothing is wrong. */
function messageOf(
  application: ObservedApplication,
  condition: Condition,
): string | undefined {
  const { operation, conditions, troubles, healthMessage } = application;
  const ofTrouble = troubles.find(({ message }) => message)?.message;
  const words = () => {
    switch (condition) {
      case 'failed':
        return operation && failureReason(operation);
      case 'deploying':
      case 'stopping':
        return operation?.message;
      case 'incomparable':
      case 'error':
        return conditions.find(({ type }) => type.endsWith('Error'))?.message;
      case 'degraded':
      case 'missing':
      case 'progressing':
      case 'suspended':
      case 'unknown':
        return healthMessage ?? ofTrouble;
      default:
        return undefined;
    }
  };
  const text = words()?.trim();
  return text && text.length > SHOWN_MESSAGE
    ? `${text.slice(0, SHOWN_MESSAGE).trimEnd()}…`
    : text;
}
