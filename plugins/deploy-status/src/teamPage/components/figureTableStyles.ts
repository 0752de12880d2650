import { makeStyles } from '@material-ui/core/styles';

/** Tables of figures: numbers to the right, a line between rows. */
export const useFigureTableStyles = makeStyles(theme => ({
  table: {
    borderCollapse: 'collapse',
    fontSize: 13,
    '& th, & td': {
      textAlign: 'right',
      padding: theme.spacing(0.5, 0, 0.5, 2),
      whiteSpace: 'nowrap',
      fontWeight: 400,
      [theme.breakpoints.down('sm')]: { paddingLeft: theme.spacing(1) },
    },
    '& th:first-child, & td:first-child': { textAlign: 'left', paddingLeft: 0 },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontSize: 12,
      fontWeight: 500,
      verticalAlign: 'bottom',
      // Where there is less room, names take several lines, not the figures.
      [theme.breakpoints.down('md')]: {
        whiteSpace: 'normal',
        '&:lang(ja)': { wordBreak: 'auto-phrase' },
      },
    },
    '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}` },
    '& caption': {
      textAlign: 'left',
      fontWeight: 600,
      paddingBottom: theme.spacing(0.5),
    },
  },
  wide: { width: '100%', fontSize: 14 },
  below: {
    display: 'block',
    color: theme.palette.textSubtle,
    fontSize: 12,
  },
}));
