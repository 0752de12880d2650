import { makeStyles } from '@material-ui/core/styles';
import type { Deployment } from '@michi/plugin-deploy-status-common';
import type { ReactNode } from 'react';
import { ConnectionNote } from '../../components/ConnectionNote';
import { Hint, Reasons } from '../../components/ReasonList';
import { useTableStyles } from '../../components/tableStyles';
import type { DeployedRow } from '../../model/environments';
import { isInFlight, ofApplication } from '../../model/running';
import { placeName } from '../../model/places';
import { reasonsOf, type Reason } from '../../model/reasons';
import { versionOfDeployment } from '../../model/version';
import { useServiceWords } from '../hooks/useServiceWords';
import { failureNow } from '../model/failure';
import { HookList } from './HookList';
import { MATRIX_COLUMNS } from './matrixStyles';
import { OperationProgress } from './OperationProgress';

const useStyles = makeStyles({
  why: { fontWeight: 600, marginBottom: 2 },
});

/** A line below an environment's row. */
export function MatrixLine({
  id,
  children,
}: {
  id?: string;
  children: ReactNode;
}) {
  const table = useTableStyles();
  return (
    <tr id={id}>
      <td />
      <td
        colSpan={MATRIX_COLUMNS - 1}
        className={`${table.small} ${table.across}`}
      >
        {children}
      </td>
    </tr>
  );
}

/**
 * What is going on in an environment: the running operation, why something is
 * wrong in Argo CD's words, and the hooks of the last operation.
 */
export function MatrixDetails({
  row,
  deployments,
}: {
  row: DeployedRow;
  deployments: Deployment[];
}) {
  const classes = useStyles();
  const t = useServiceWords();
  const { application, instance, asOf } = row;
  const place = placeName(row.environment, row.distinction);
  const { operation } = application;
  const runs = application.live && isInFlight(application);
  const failure = failureNow(application);
  const reasons = useReasons(row);
  // Those with something to say are among the reasons; those of history are in the timeline.
  const told = application.superseded ? [] : (operation?.hooks ?? []);
  const hooks = told.filter(
    hook => !(failure?.hooks.includes(hook) && hook.message),
  );
  const [latest] = ofApplication(application, deployments);
  return (
    <>
      {instance && instance.connection !== 'connected' && (
        <MatrixLine>
          <ConnectionNote instance={instance} asOf={asOf} />
        </MatrixLine>
      )}
      {runs && (
        <MatrixLine>
          <OperationProgress
            application={application}
            place={place}
            version={
              latest?.phase === 'Running'
                ? versionOfDeployment(latest)
                : undefined
            }
          />
        </MatrixLine>
      )}
      {(reasons.length > 0 || row.condition === 'suspended') && (
        <MatrixLine>
          <Hint condition={row.condition} />
          {failure && <div className={classes.why}>{t('failure.why')}</div>}
          <Reasons reasons={reasons} />
        </MatrixLine>
      )}
      {hooks.length > 0 && (
        <MatrixLine>
          <HookList
            hooks={hooks}
            label={t('hooks.list', { environment: place })}
          />
        </MatrixLine>
      )}
    </>
  );
}

/** The hooks that failed come first: what they say is why the rest did not happen. */
function useReasons({ application, condition }: DeployedRow): Reason[] {
  const t = useServiceWords();
  const failure = failureNow(application);
  if (condition === 'healthy') return [];
  const hooks = (failure?.hooks ?? []).flatMap(({ type, name, message }) =>
    message ? [{ resources: [t('hooks.step', { type, name })], message }] : [],
  );
  const told = new Set(hooks.map(({ message }) => message));
  return [
    ...hooks,
    ...reasonsOf(application).filter(
      ({ message }) => message === undefined || !told.has(message),
    ),
  ];
}
