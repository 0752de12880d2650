import { makeStyles } from '@material-ui/core/styles';
import { Loading, SkeletonText } from '@michi/status-react';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: '2fr 1fr 1fr 1fr 1fr 2fr',
    gap: theme.spacing(2),
    height: 37,
    alignItems: 'center',
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  cards: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))',
  },
  card: {
    height: 176,
    padding: theme.spacing(1.5, 2),
    borderRadius: 8,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
  },
}));

/** A table while it loads. */
export function RowsSkeleton({ rows = 10 }: { rows?: number }) {
  const classes = useStyles();
  return (
    <Loading>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={classes.row}>
            <SkeletonText width="70%" />
            <SkeletonText width="60%" />
            <SkeletonText width="80%" />
            <SkeletonText width="80%" />
            <SkeletonText width="80%" />
            <SkeletonText width="50%" />
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** Figures while they load. */
export function FiguresSkeleton() {
  const classes = useStyles();
  return (
    <Loading>
      <div className={classes.cards} aria-hidden="true">
        {Array.from({ length: 6 }, (_, index) => (
          <div key={index} className={classes.card}>
            <p>
              <SkeletonText width={120} />
            </p>
            <p>
              <SkeletonText width={80} />
            </p>
          </div>
        ))}
      </div>
    </Loading>
  );
}

/** A part of the page whose code is on its way. */
export function PanelSkeleton() {
  return <RowsSkeleton rows={6} />;
}
