import { makeStyles } from '@material-ui/core/styles';

/** Where there is no room for since when beside each version and for what to know. */
export const COMPACT = '@media (max-width: 1439.95px)';

/** The styles of rows and what is in them, looked up once for all of them. */
export const useLineStyles = makeStyles(theme => ({
  row: {
    position: 'relative',
    '&:hover > *': { backgroundColor: theme.palette.infoBackground },
    '& > *': { borderTop: `1px solid ${theme.palette.divider}` },
    'thead + tbody > &:first-child > *': { borderTop: 0 },
  },
  service: { fontWeight: 600 },
  // The link reaches over its whole row.
  link: {
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible': { outline: 'none' },
    '&:focus-visible::after': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  owner: {
    color: theme.palette.textSubtle,
    [theme.breakpoints.down('sm')]: { display: 'none' },
  },
  subtle: { color: theme.palette.textSubtle },
  text: { marginLeft: 2 },
  detail: { marginLeft: 4, color: theme.palette.textSubtle, fontSize: 13 },
  // Where there is less room, since when is on hover.
  since: { [COMPACT]: { display: 'none' } },
}));
