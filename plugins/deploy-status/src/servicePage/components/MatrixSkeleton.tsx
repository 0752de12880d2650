import { Loading, SkeletonText } from '@michi/status-react';
import { useTableStyles } from '../../components/tableStyles';
import { MatrixHead } from './Matrix';
import { MatrixLine } from './MatrixDetails';
import { useMatrixStyles } from './matrixStyles';

/** Widths of the lines in each column. */
const CELLS = [
  { column: 'version', lines: [60] },
  { column: 'state', lines: [120] },
  { column: 'deployed', lines: [70, 60] },
  { column: 'rollout', lines: [110, 80] },
  { column: 'ahead', lines: [80] },
  { column: 'links', lines: [60] },
];

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
              {CELLS.map(({ column, lines }) => (
                <td
                  key={column}
                  // Narrow pages leave it out.
                  className={column === 'rollout' ? classes.rollout : undefined}
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
