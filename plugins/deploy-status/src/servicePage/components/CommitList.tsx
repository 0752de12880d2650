import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Difference,
  DifferenceProblem,
} from '@michi/plugin-deploy-status-common';
import { RelativeTime } from '@michi/status-react';
import { useTableStyles } from '../../components/tableStyles';
import { useServiceWords } from '../hooks/useServiceWords';
import { CommitText } from '../../components/CommitText';

const WHY = {
  'not-deployed': 'difference.why.notDeployed',
  'no-commits': 'difference.why.noCommits',
  'other-repositories': 'difference.why.otherRepositories',
  'several-revisions': 'difference.why.severalRevisions',
  'several-repositories': 'difference.why.severalRepositories',
  'unsupported-host': 'difference.why.unsupportedHost',
  'not-found': 'difference.why.notFound',
  unauthorized: 'difference.why.unauthorized',
  'rate-limited': 'difference.why.rateLimited',
  unreachable: 'difference.why.unreachable',
} as const satisfies Record<DifferenceProblem, string>;

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `2px solid ${theme.palette.divider}`,
    listStyle: 'none',
    '& > li': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gap: theme.spacing(2),
    },
    '& > li + li': { marginTop: 2 },
  },
  end: {
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 0, 0, 1.75),
  },
}));

/** The commits by which two environments differ. */
export function CommitList({ difference }: { difference: Difference }) {
  const table = useTableStyles();
  const classes = useStyles();
  const t = useServiceWords();
  const { state, ahead, behind, commits, newest, url, problem, problemKind } =
    difference;
  return (
    <>
      {state === 'behind' && (
        <div>{t('difference.behindLong', { ahead, behind })}</div>
      )}
      {state === 'diverged' && (
        <div>{t('difference.divergedLong', { ahead, behind })}</div>
      )}
      {problemKind && <div>{t(WHY[problemKind], { ahead, behind })}</div>}
      {/* An older backend has only its own words for it. */}
      {!problemKind && problem && <div>{problem}</div>}
      {newest.length > 0 && (
        <ul
          className={classes.list}
          aria-label={t('difference.list', { ahead, behind })}
        >
          {newest.map((revision, index) => (
            <li key={index}>
              <CommitText revision={revision} />
              {revision.committedAt && (
                <span className={table.subtle}>
                  <RelativeTime time={revision.committedAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={classes.end}>
        {commits !== undefined && commits > newest.length && (
          <span className={table.subtle}>
            {t('difference.listed', {
              shown: String(newest.length),
              total: String(commits),
            })}
          </span>
        )}
        {url && <Link to={url}>{t('difference.compare')}</Link>}
      </div>
    </>
  );
}
