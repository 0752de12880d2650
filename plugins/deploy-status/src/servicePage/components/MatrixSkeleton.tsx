import { Loading, SkeletonText } from '@michi/status-react';
import { useTableStyles } from '../../components/tableStyles';
import { MatrixHead } from './Matrix';
import { useMatrixStyles } from './matrixStyles';

/** The matrix while it loads: three environments, as most services have. */
export function MatrixSkeleton() {
  const table = useTableStyles();
  const classes = useMatrixStyles();
  return (
    <Loading>
      <table className={table.table} aria-hidden="true">
        <MatrixHead />
        {[0, 1, 2].map(row => (
          <tbody key={row}>
            <tr>
              <td>
                <SkeletonText width={80} />
              </td>
              <td className={classes.version}>
                <span className={classes.tag}>
                  <SkeletonText width={60} />
                </span>
                <span className={classes.small}>
                  <SkeletonText width="90%" />
                </span>
              </td>
              {[120, 90, 100, 80, 60].map(width => (
                <td key={width}>
                  <SkeletonText width={width} />
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </Loading>
  );
}
