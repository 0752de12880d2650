import type {
  Application,
  Deployment,
} from '@michi/plugin-deploy-status-common';
import { visuallyHidden } from '@michi/status-react';
import { ScrollArea } from '../../components/ScrollArea';
import { useWords } from '../../hooks/useWords';
import type { Tell } from '../../model/deploymentPlaces';
import { useServiceWords } from '../hooks/useServiceWords';
import { DeploymentRow } from './DeploymentRow';
import { useDeploymentTableStyles } from './deploymentTableStyles';

/** The deployments behind the chart, newest first; each opens its details. */
export function DeploymentsTable(props: {
  deployments: Deployment[];
  /** What runs now; where its logs are. */
  applications: Application[];
  tell: Tell;
  /** The deployment whose details are open. */
  open: string | undefined;
  onOpen(id: string | undefined): void;
}) {
  const { deployments, applications, tell, open, onOpen } = props;
  const classes = useDeploymentTableStyles();
  const words = useServiceWords();
  return (
    <ScrollArea label={words('table.caption')} on="paper">
      <table className={classes.table}>
        <DeploymentsHead />
        {deployments.map(deployment => {
          const isOpen = deployment.id === open;
          return (
            <tbody key={deployment.id}>
              <DeploymentRow
                deployment={deployment}
                distinction={tell(deployment)}
                logsUrl={
                  applications.find(
                    ({ instance, uid }) =>
                      instance === deployment.instance &&
                      uid === deployment.uid,
                  )?.logsUrl
                }
                isOpen={isOpen}
                onToggle={() => onOpen(isOpen ? undefined : deployment.id)}
              />
            </tbody>
          );
        })}
      </table>
    </ScrollArea>
  );
}

/** The table's columns. */
export function DeploymentsHead() {
  const classes = useDeploymentTableStyles();
  const { t } = useWords();
  const words = useServiceWords();
  return (
    <>
      <caption style={visuallyHidden}>{words('table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{words('table.started')}</th>
          <th scope="col">{t('card.environment')}</th>
          <th scope="col">{words('table.result')}</th>
          <th scope="col">{t('card.version')}</th>
          <th scope="col" className={classes.commit}>
            {words('table.commit')}
          </th>
          <th scope="col">{words('table.by')}</th>
          <th scope="col" className={classes.numeric}>
            {words('table.synced')}
          </th>
          <th scope="col" className={classes.numeric}>
            {words('table.healthy')}
          </th>
          <th scope="col" className={classes.links}>
            <span style={visuallyHidden}>{words('matrix.links')}</span>
          </th>
        </tr>
      </thead>
    </>
  );
}
