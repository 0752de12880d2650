import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  distinction: {
    display: 'block',
    color: theme.palette.textSubtle,
    fontSize: 12,
    fontWeight: 400,
  },
}));

/** An environment, and below it what tells this place of it from the others. */
export function PlaceName(props: {
  environment: string;
  distinction: string | undefined;
}) {
  const { environment, distinction } = props;
  const classes = useStyles();
  return (
    <>
      {environment}
      {distinction && (
        <>
          {' '}
          <span className={classes.distinction}>{distinction}</span>
        </>
      )}
    </>
  );
}
