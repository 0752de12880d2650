import { Loading, SkeletonText } from '@michi/status-react';
import { useTableStyles } from './tableStyles';

/** The card while it loads: as many lines as it will most likely have. */
export function CardSkeleton() {
  const classes = useTableStyles();
  return (
    <Loading>
      <p style={{ margin: '0 0 12px', fontSize: 15, lineHeight: 1.5 }}>
        <SkeletonText width="70%" />
      </p>
      <table className={classes.table} aria-hidden="true">
        <thead className={classes.head}>
          <tr>
            <th>
              <SkeletonText width={70} />
            </th>
          </tr>
        </thead>
        {[0, 1, 2].map(row => (
          <tbody key={row}>
            <tr>
              <td>
                <SkeletonText width={80} />
              </td>
              <td>
                <SkeletonText width={50} />
              </td>
              <td>
                <SkeletonText width={120} />
              </td>
              <td>
                <SkeletonText width={70} />
              </td>
            </tr>
            <tr className={classes.small}>
              <td />
              <td colSpan={3}>
                <SkeletonText width="80%" />
              </td>
            </tr>
          </tbody>
        ))}
      </table>
    </Loading>
  );
}
