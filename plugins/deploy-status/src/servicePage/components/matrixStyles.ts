import { makeStyles } from '@material-ui/core/styles';

/** The widths of the matrix, shared with its skeleton. */
export const useMatrixStyles = makeStyles(theme => ({
  // Breaks between words, also in Japanese, and is never narrower than one.
  state: { wordBreak: 'keep-all' },
  who: {
    display: 'block',
    fontSize: 13,
    color: theme.palette.textSubtle,
    whiteSpace: 'nowrap',
  },
  nowrap: { whiteSpace: 'nowrap' },
  // Where there is no room for it, the timeline says it.
  rollout: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  // As specific as the table's own rule.
  links: {
    'table &': { textAlign: 'right', whiteSpace: 'nowrap' },
  },
}));

/** How many columns the matrix has. */
export const MATRIX_COLUMNS = 7;
