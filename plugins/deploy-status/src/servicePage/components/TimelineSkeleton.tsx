import { Loading, SkeletonText } from '@michi/status-react';
import { CHART } from '../model/chart';
import { DeploymentsHead } from './DeploymentsTable';
import {
  DEPLOYMENT_COLUMNS,
  useDeploymentTableStyles,
} from './deploymentTableStyles';

/** The timeline while it loads: a lane per environment and a few rows. */
export function TimelineSkeleton({ lanes }: { lanes: number }) {
  const classes = useDeploymentTableStyles();
  return (
    <Loading>
      <div style={{ height: lanes * CHART.lane + CHART.axis + 36 }}>
        {Array.from({ length: lanes }, (_, lane) => (
          <div key={lane} style={{ height: CHART.lane }}>
            <SkeletonText width="100%" />
          </div>
        ))}
      </div>
      <table className={classes.table} aria-hidden="true">
        <DeploymentsHead />
        {Array.from({ length: 6 }, (_, row) => (
          <tbody key={row}>
            <tr>
              {Array.from({ length: DEPLOYMENT_COLUMNS }, (__, column) => (
                <td key={column}>
                  <SkeletonText width={60} />
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </Loading>
  );
}
