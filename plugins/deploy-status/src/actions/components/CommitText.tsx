import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Revision } from '@michi/plugin-deploy-status-common';
import { useWords } from '../../hooks/useWords';
import { authorName, shortRevision } from '../../model/version';

const useStyles = makeStyles(theme => ({
  subtle: { color: theme.palette.textSubtle },
  sha: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
  },
  message: { display: 'block', fontSize: 13, fontWeight: 400 },
}));

/** A commit: its short name, what it says, and whose it is, each in a line. */
export function CommitText({ revision }: { revision: Revision }): JSX.Element {
  const classes = useStyles();
  const { t } = useWords();
  const { id, url, message, author } = revision;
  const short = shortRevision(id);
  return (
    <>
      {url ? (
        <Link
          to={url}
          className={classes.sha}
          aria-label={t('card.openRevision', { revision: short })}
        >
          {short}
        </Link>
      ) : (
        <span className={classes.sha}>{short}</span>
      )}
      {message && <span className={classes.message}>{message}</span>}
      {author && (
        <span className={`${classes.message} ${classes.subtle}`}>
          {authorName(author)}
        </span>
      )}
    </>
  );
}
