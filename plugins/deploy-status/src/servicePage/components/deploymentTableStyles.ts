import { makeStyles } from '@material-ui/core/styles';

/** Shared by the table of deployments, its rows and its skeleton. */
export const useDeploymentTableStyles = makeStyles(theme => ({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 13,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'baseline',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      whiteSpace: 'nowrap',
    },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontSize: 12,
      fontWeight: 500,
    },
    '& th:last-child, & td:last-child': { paddingRight: 1 },
    '& tbody': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  numeric: { 'table &': { textAlign: 'right' } },
  // Where there is no room for them, they stand in the opened row.
  links: {
    'table &': {
      textAlign: 'right',
      [theme.breakpoints.down('md')]: { display: 'none' },
    },
  },
  linksBelow: {
    marginBottom: theme.spacing(1),
    [theme.breakpoints.up('lg')]: { display: 'none' },
  },
  linkList: {
    '& > * + *': { marginLeft: theme.spacing(1) },
    // A button in a row of text makes the row no higher.
    '& button': {
      minWidth: 0,
      padding: 0,
      fontSize: 'inherit',
      fontWeight: 'inherit',
      lineHeight: 'inherit',
      verticalAlign: 'baseline',
    },
  },
  version: { fontWeight: 600 },
  // Takes what is left, and makes the table no wider than the page.
  commit: {
    width: '100%',
    minWidth: 120,
    maxWidth: 0,
    // Where there is no room for it, the opened row says it.
    [theme.breakpoints.down('sm')]: { display: 'none' },
  },
  open: { backgroundColor: theme.palette.infoBackground },
  details: {
    'table &': {
      padding: theme.spacing(0.5, 1, 1.5, 2),
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
      backgroundColor: theme.palette.infoBackground,
    },
  },
  subtle: { color: theme.palette.textSubtle },
}));

/** How many columns the table has. */
export const DEPLOYMENT_COLUMNS = 9;
