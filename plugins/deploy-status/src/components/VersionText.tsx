import { makeStyles } from '@material-ui/core/styles';
import { visuallyHidden } from '@michi/status-react';
import type { ReactNode } from 'react';
import { versionOf, wholeVersionOf, type Versioned } from '../model/version';

/** In digits: a shortened digest fits; a tag may be longer. */
const WIDTH = 22;

const useStyles = makeStyles({
  root: {
    display: 'inline-block',
    position: 'relative',
    maxWidth: `${WIDTH}ch`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
    whiteSpace: 'nowrap',
  },
});

/** The version of an Application or of a deployment; what is too long is whole on hover and in copied text. */
export function VersionText({
  of,
  name,
  none = null,
}: {
  of: Versioned;
  /** Of the Application. */
  name: string;
  /** Shown where there is no version. */
  none?: ReactNode;
}) {
  const classes = useStyles();
  const whole = wholeVersionOf(of, name);
  if (whole === undefined) return <>{none}</>;
  const short = versionOf(of, name) ?? whole;
  return (
    <span
      className={classes.root}
      title={short !== whole || whole.length > WIDTH ? whole : undefined}
    >
      {short}
      {short !== whole && (
        // Nobody wants to hear all of a digest.
        <span style={visuallyHidden} aria-hidden="true">
          {` (${whole})`}
        </span>
      )}
    </span>
  );
}
