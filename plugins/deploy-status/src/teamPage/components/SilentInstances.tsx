import { makeStyles } from '@material-ui/core/styles';
import type { Instance } from '@michi/plugin-deploy-status-common';
import { StatusMark, visuallyHidden } from '@michi/status-react';
import { ConnectionNote } from '../../components/ConnectionNote';

const useStyles = makeStyles(theme => ({
  root: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: 13,
    '& > li': { padding: theme.spacing(0.25, 0) },
  },
}));

/** Which instances do not answer, from when their rows are, and what comes next. */
export function SilentInstances({ instances }: { instances: Instance[] }) {
  const classes = useStyles();
  const silent = instances.filter(
    ({ connection }) => connection !== 'connected',
  );
  return (
    // There before it says something, or nobody hears of the first one; and the
    // times in it, which change with every second, are not worth a word.
    <div
      role="status"
      aria-atomic="false"
      aria-relevant="additions"
      style={silent.length === 0 ? visuallyHidden : undefined}
    >
      {silent.length > 0 && (
        <ul className={classes.root}>
          {silent.map(instance => (
            <li key={instance.name}>
              <StatusMark tone="unknown" /> <strong>{instance.name}</strong>{' '}
              <ConnectionNote
                instance={instance}
                asOf={instance.lastContactAt}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
