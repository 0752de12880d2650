import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Revision } from '@michi/plugin-deploy-status-common';
import { useWords } from '../hooks/useWords';
import { authorName, shortRevision } from '../model/version';

const useStyles = makeStyles(theme => ({
  // Not flex: its items would be lines of their own in copied text.
  root: {
    display: 'inline-block',
    maxWidth: '100%',
    verticalAlign: 'bottom',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.palette.textSubtle,
  },
  sha: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
    lineHeight: 'inherit',
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
          title={id}
          aria-label={t('card.openRevision', { revision: short })}
        >
          {short}
        </Link>
      ) : (
        <span className={classes.sha} title={id}>
          {short}
        </span>
      )}
      {message && <span title={message}> {message}</span>}
      {withAuthor && author && (
        <span title={author}>
          {' · '}
          {authorName(author)}
        </span>
      )}
    </span>
  );
}
