import { makeStyles } from '@material-ui/core/styles';

/** Shared by the table, its rows and its skeleton, so that they line up. */
export const useTableStyles = makeStyles(theme => ({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 14,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'baseline',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
    },
    // The pixel is for what links say to screen readers; without it the table scrolls.
    '& th:last-child, & td:last-child': { paddingRight: 1 },
    '& tbody': { borderTop: `1px solid ${theme.palette.divider}` },
    '& tbody tr:first-child > *': { paddingTop: theme.spacing(1) },
    '& tbody tr:last-child > *': { paddingBottom: theme.spacing(1) },
  },
  head: {
    color: theme.palette.textSubtle,
    fontSize: 12,
    '& th': { fontWeight: 500, whiteSpace: 'nowrap' },
  },
  environment: { fontWeight: 600, whiteSpace: 'nowrap' },
  version: { fontWeight: 600, whiteSpace: 'nowrap' },
  // As specific as the cells' own rule.
  link: { '$table &': { textAlign: 'right', whiteSpace: 'nowrap' } },
  linkList: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(0, 1.5),
    [theme.breakpoints.down('md')]: { flexWrap: 'wrap' },
  },
  // Breaks between words, also in Japanese, and within one only where it must.
  state: { wordBreak: 'keep-all', overflowWrap: 'anywhere' },
  since: { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
  subtle: { color: theme.palette.textSubtle },
  small: { fontSize: 13 },
  // What reaches over several columns must not make them wider than the card.
  across: { maxWidth: 0, width: '100%', overflowWrap: 'anywhere' },
}));
