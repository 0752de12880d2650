import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Operation, Revision } from '@michi/plugin-deploy-status-common';
import { useWords } from '../hooks/useWords';
import { authorName, shortRevision } from '../model/version';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1),
    color: theme.palette.textSubtle,
  },
  sha: {
    flex: 'none',
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
  },
  message: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  who: {
    flex: 'none',
    maxWidth: '60%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** Which commit it is, what it says, whose it is, and who deployed it. */
export function RevisionLine({
  revision,
  operation,
}: {
  revision: Revision;
  operation: Operation | undefined;
}) {
  const classes = useStyles();
  const { t } = useWords();
  const short = shortRevision(revision.id);
  const deployedBy =
    operation && !operation.automated ? operation.startedBy : undefined;
  return (
    <div className={classes.root}>
      {revision.url ? (
        <Link
          to={revision.url}
          className={classes.sha}
          title={revision.id}
          aria-label={t('card.openRevision', { revision: short })}
        >
          {short}
        </Link>
      ) : (
        <span className={classes.sha} title={revision.id}>
          {short}
        </span>
      )}
      {revision.message && (
        <span className={classes.message} title={revision.message}>
          {revision.message}
        </span>
      )}
      <span className={classes.who} title={revision.author}>
        {[
          revision.author && authorName(revision.author),
          deployedBy && t('card.by', { name: deployedBy }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}
