import { Loading, SkeletonText } from '@michi/status-react';
import { useTableStyles } from '../../components/tableStyles';
import { MatrixHead } from './Matrix';
import { MatrixLine } from './MatrixDetails';
import { useMatrixStyles } from './matrixStyles';

/** Widths of the cells' lines. */
const CELLS = [[60], [120], [70, 60], [110, 80], [80], [60]];
/** The cell that narrow pages leave out. */
const ROLLOUT = 3;

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
              {CELLS.map((lines, column) => (
                <td
                  key={lines.join()}
                  className={column === ROLLOUT ? classes.rollout : undefined}
                >
                  {lines.map((width, line) => (
                    <span key={width} className={line > 0 ? classes.who : ''}>
                      <SkeletonText width={width} />
                    </span>
                  ))}
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
