import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Revision } from '@michi/plugin-deploy-status-common';
import { useWords } from '../../hooks/useWords';
import { authorName, shortRevision } from '../../model/version';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1),
    minWidth: 0,
    color: theme.palette.textSubtle,
  },
  sha: {
    flex: 'none',
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
    lineHeight: 'inherit',
  },
  message: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  author: {
    flex: 'none',
    maxWidth: '50%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** A commit in one line: its short name, what it says, and whose it is. */
export function CommitText({
  revision,
  withAuthor = true,
}: {
  revision: Revision;
  withAuthor?: boolean;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const { id, url, message, author } = revision;
  const short = shortRevision(id);
  return (
    <span className={classes.root}>
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
      {message && (
        <span className={classes.message} title={message}>
          {message}
        </span>
      )}
      {withAuthor && author && (
        <span className={classes.author} title={author}>
          {authorName(author)}
        </span>
      )}
    </span>
  );
}
