import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { dataOf } from '@michi/status-react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { v4 as createKey } from 'uuid';
import { useEntityStatus } from '../../hooks/useDeployStatus';
import { ActionFlow } from '../ActionFlow';
import { deployStatusOperationsApiRef } from '../api';
import { ActionsContext, type Actions } from '../hooks/useActions';
import { useDenial } from '../hooks/useDenial';
import { useGrants } from '../hooks/useGrants';
import { spotsOf } from '../../model/environments';
import { distinguish, placeName } from '../../model/places';
import { findApplication } from '../model/offers';
import { ActionDialog } from './ActionDialog';
import { RefreshNotice } from './RefreshNotice';

interface Opened {
  flow: ActionFlow;
  kind: 'dialog' | 'notice';
  returnTo: HTMLElement | null;
}

/**
 * Knows what the signed-in person may do to the entity, and has the dialog that
 * its actions open. Goes around the whole page, above the states that come and go.
 */
export function ActionsProvider(props: {
  entity: Entity;
  children: ReactNode;
}): JSX.Element {
  const { entity, children } = props;
  const api = useApi(deployStatusOperationsApiRef);
  const entityRef = stringifyEntityRef(entity);
  const { state, refresh } = useEntityStatus(entity);
  const status = dataOf(state);
  const shown = useRef(status);
  shown.current = status;
  const grants = useGrants(entityRef);
  const denial = useDenial(entity);
  const [opened, setOpened] = useState<Opened>();

  const open = useCallback<Actions['open']>(
    (intent, returnTo) => {
      const flow = new ActionFlow({
        api,
        entityRef,
        intent,
        createKey,
        lastStartedAt: () =>
          findApplication(shown.current?.applications ?? [], intent.target)
            ?.operation?.startedAt,
        onSent: refresh,
      });
      flow.start();
      setOpened(before => ({
        flow,
        kind: intent.action === 'refresh' ? 'notice' : 'dialog',
        // From one dialog to the next, what opened the first one stays.
        returnTo: returnTo ?? before?.returnTo ?? null,
      }));
    },
    [api, entityRef, refresh],
  );

  useEffect(() => () => opened?.flow.stop(), [opened?.flow]);

  const actions = useMemo<Actions>(() => {
    const grantOf: Actions['grantOf'] = (action, instance) =>
      grants(action, isProtected(status?.instances, { instance }));
    const instances = status?.instances ?? [];
    const applications = status?.applications ?? [];
    const tell = distinguish(spotsOf({ applications, instances }), instances);
    return {
      entityRef,
      placeOf: ({ target: { instance, name, namespace }, environment }) =>
        placeName(
          environment,
          tell({ environment, instance, application: name, namespace }),
        ),
      applications,
      grantOf,
      denialOf: (action, where) =>
        denial(grantOf(action, where.instance), where),
      open,
    };
  }, [denial, entityRef, grants, open, status]);

  const close = () => {
    opened?.returnTo?.focus();
    setOpened(undefined);
  };
  return (
    <ActionsContext.Provider value={actions}>
      {children}
      {opened?.kind === 'dialog' && (
        <ActionDialog flow={opened.flow} onClosed={close} />
      )}
      {opened?.kind === 'notice' && (
        <RefreshNotice
          flow={opened.flow}
          onClosed={() => setOpened(undefined)}
        />
      )}
    </ActionsContext.Provider>
  );
}

/** Of what is not known to be unprotected, it is assumed. */
function isProtected(
  instances: { name: string; protected: boolean }[] | undefined,
  { instance }: { instance: string },
): boolean {
  return instances?.find(({ name }) => name === instance)?.protected ?? true;
}
