import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Obstacle,
  OperationAction,
} from '@michi/plugin-deploy-status-common';
import { RelativeTime, StatusMark, useTimeText } from '@michi/status-react';
import { useActionWords } from '../hooks/useActionWords';
import { useProblemWords } from '../hooks/useProblemWords';
import { Quotation } from './Quotation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    '& + &': { marginTop: theme.spacing(1) },
  },
  title: { fontWeight: 600 },
  detail: { fontSize: 13, overflowWrap: 'anywhere' },
}));

/** What there is to say of a change: each with its end, what to do, and the words of Argo CD or the Git host. */
export function ProblemList({
  problems,
  action,
}: {
  problems: Obstacle[];
  action: OperationAction;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { titleOf, hintOf } = useProblemWords();
  const { absolute } = useTimeText();
  return (
    <ul className={classes.list}>
      {problems.map(({ kind, message, quotation, until, url }) => (
        <li key={`${kind} ${message}`} className={classes.item}>
          <StatusMark tone="attention" />
          <div>
            <ProblemTitle title={titleOf(kind)} message={message} />
            {until && (
              <div>
                {t('obstacle.until', {
                  when: <RelativeTime time={until} />,
                  time: absolute(new Date(until).getTime()),
                })}
              </div>
            )}
            {hintOf(kind) && (
              <div className={classes.detail}>{hintOf(kind)}</div>
            )}
            {url && (
              <div className={classes.detail}>
                <Link to={url}>
                  {t(
                    kind === 'pull-request-open'
                      ? 'button.pullRequest'
                      : 'obstacle.compare',
                  )}
                </Link>
              </div>
            )}
            {/* Which file and why: there are more reasons than translations. */}
            {kind === 'no-source' && (
              <div className={classes.detail} lang="en">
                {message}
              </div>
            )}
            {quotation && (
              <Quotation of={speakerOf(kind, action)} text={quotation} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The backend's own words where it is newer than this page. */
function ProblemTitle(props: { title: string | undefined; message: string }) {
  const { title, message } = props;
  const classes = useStyles();
  return title === undefined ? (
    <span className={classes.title} lang="en">
      {message}
    </span>
  ) : (
    <span className={classes.title}>{title}</span>
  );
}

/** To promote is asked of the Git host, everything else of Argo CD. */
function speakerOf(
  kind: Obstacle['kind'],
  action: OperationAction,
): 'argocd' | 'gitHost' {
  return kind === 'git-host' || (kind === 'no-answer' && action === 'promote')
    ? 'gitHost'
    : 'argocd';
}
