import { makeStyles } from '@material-ui/core/styles';
import type { ResourceName } from '@michi/plugin-deploy-status-common';

const useStyles = makeStyles(theme => ({
  root: { overflowWrap: 'anywhere' },
  namespace: { color: theme.palette.textSubtle, fontSize: 12 },
}));

/** A resource as people call it: `Deployment/blog-api`, and its namespace. */
export function ResourceText({
  resource,
}: {
  resource: ResourceName;
}): JSX.Element {
  const classes = useStyles();
  const { group, kind, namespace, name } = resource;
  return (
    <span className={classes.root} title={group || undefined}>
      {kind}/{name}
      {namespace && <span className={classes.namespace}> {namespace}</span>}
    </span>
  );
}
