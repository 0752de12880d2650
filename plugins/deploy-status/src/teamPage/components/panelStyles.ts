import { makeStyles } from '@material-ui/core/styles';

/** A part of the page: what it comes to and the choice of a period, then its content. */
export const usePanelStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(1, 3),
  },
}));
