import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type {
  Deployment,
  EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { dataOf } from '@michi/status-react';
import {
  fakeBackend,
  fakeSignals,
  inLanguage,
  type Answer,
} from '../../__testUtils__/backend';
import { component } from '../../__testUtils__/entities';
import { useEntityStatus } from '../../hooks/useDeployStatus';
import { deployStatusPlugin } from '../../plugin';
import { ActionsProvider } from '../components/ActionsProvider';
import { ApplicationActions } from '../components/ApplicationActions';
import { PromoteAction } from '../components/PromoteAction';
import { RollbackAction } from '../components/RollbackAction';

let pages = 0;

/** What a person may do is remembered for a while, so each page has its own entity. */
function createEntity(): Entity {
  const entity = component('blog-api', 'blog', {
    annotations: { 'argocd/app-name': 'blog-api' },
  });
  pages += 1;
  entity.metadata.namespace = `page-${pages}`;
  return entity;
}

/** A page that places every action, as the service page does. */
function Page(props: { entity: Entity; deployments: Deployment[] }) {
  const { entity, deployments } = props;
  const { state } = useEntityStatus(entity);
  const applications = dataOf(state)?.applications ?? [];
  return (
    <ActionsProvider entity={entity}>
      {applications.map((application, index) => {
        const next = applications[index + 1];
        return (
          <section key={application.uid} aria-label={application.environment}>
            <ApplicationActions
              application={application}
              deployments={deployments}
            />
            {next && <PromoteAction from={application} to={next} />}
          </section>
        );
      })}
      {deployments.map(deployment => (
        <RollbackAction key={deployment.id} deployment={deployment} />
      ))}
    </ActionsProvider>
  );
}

/** The page of a person over a backend whose answers can change. */
export function renderActions(options: {
  status: () => EntityStatus;
  answers?: Record<string, Answer>;
  deployments?: Deployment[];
  language?: 'en' | 'ja';
  /** Names of the permissions that the person lacks. */
  denied?: RegExp;
  groups?: string[];
}) {
  const { status, answers = {}, deployments = [], language = 'en' } = options;
  const { denied, groups = ['group:default/blog'] } = options;
  const entity = createEntity();
  const backend = fakeBackend({ status, ...answers });
  const signals = fakeSignals();
  renderInTestApp(<Page entity={entity} deployments={deployments} />, {
    config: inLanguage(language),
    features: [deployStatusPlugin],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      [
        permissionApiRef,
        mockApis.permission({
          authorize: ({ permission, resourceRef }) =>
            resourceRef !== stringifyEntityRef(entity) ||
            denied?.test(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      ],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/miho.tanaka',
          ownershipEntityRefs: groups,
        }),
      ],
      backend.api,
      signals.api,
    ],
  });
  return {
    ...backend,
    signals,
    /** The bodies that were sent to a path's end. */
    sent: (end: string) =>
      backend.requests
        .filter(({ path }) => path.endsWith(end))
        .map(({ body }) => body),
  };
}
