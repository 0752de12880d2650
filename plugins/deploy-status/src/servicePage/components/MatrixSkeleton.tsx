import { Loading, SkeletonText } from '@michi/status-react';
import { useTableStyles } from '../../components/tableStyles';
import { MatrixHead } from './Matrix';
import { MatrixLine } from './MatrixDetails';

/** The matrix while it loads: three environments, as most services have. */
export function MatrixSkeleton() {
  const table = useTableStyles();
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
              {[60, 120, 90, 100, 80, 60].map(width => (
                <td key={width}>
                  <SkeletonText width={width} />
                </td>
              ))}
            </tr>
            <MatrixLine>
              <SkeletonText width="60%" />
            </MatrixLine>
          </tbody>
        ))}
      </table>
    </Loading>
  );
}
