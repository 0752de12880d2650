import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Obstacle, Plan } from '@michi/plugin-deploy-status-common';
import { RelativeTime, StatusMark, useTimeText } from '@michi/status-react';
import { versionOf } from '../../model/version';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { ActionButton } from './ActionButton';

const WORDS = {
  'sync-window': 'obstacle.syncWindow',
  'auto-sync': 'obstacle.autoSync',
  'operation-running': 'obstacle.operationRunning',
  'instance-unreachable': 'obstacle.instanceUnreachable',
  'application-missing': 'obstacle.applicationMissing',
  'not-in-history': 'obstacle.notInHistory',
  'nothing-to-change': 'obstacle.nothingToChange',
  'no-source': 'obstacle.noSource',
  refused: 'obstacle.refused',
} as const satisfies Record<Obstacle['kind'], string>;

/** What to do about it, where the title does not say it. */
const HINTS = {
  'sync-window': undefined,
  'auto-sync': 'obstacle.autoSyncHint',
  'operation-running': 'obstacle.operationRunningHint',
  'instance-unreachable': 'obstacle.instanceUnreachableHint',
  'application-missing': undefined,
  'not-in-history': 'obstacle.notInHistoryHint',
  'nothing-to-change': 'obstacle.nothingToChangeHint',
  'no-source': 'obstacle.noSourceHint',
  refused: undefined,
} as const satisfies Record<Obstacle['kind'], string | undefined>;

/** Of these, the backend says what only Argo CD or the Git host can know. */
const QUOTES: ReadonlySet<Obstacle['kind']> = new Set([
  'operation-running',
  'no-source',
  'refused',
]);

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 2),
    borderRadius: 8,
    backgroundColor: theme.palette.warning.light,
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    '& + &': { marginTop: theme.spacing(1) },
  },
  title: { fontWeight: 600 },
  detail: { fontSize: 13, overflowWrap: 'anywhere' },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
  again: { textTransform: 'none' },
}));

/** Why it cannot be done now, until when, and what to do instead. */
export function Obstacles({
  plan,
  onAgain,
}: {
  plan: Plan;
  onAgain(): void;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { absolute } = useTimeText();
  return (
    <section className={classes.root} role="alert">
      <ul className={classes.list}>
        {plan.obstacles.map(({ kind, message, until }) => (
          <li key={`${kind} ${message}`} className={classes.item}>
            <StatusMark tone="attention" />
            <div>
              <span className={classes.title}>{t(WORDS[kind])}</span>
              {until && (
                <div>
                  {t('obstacle.until', {
                    when: <RelativeTime time={until} />,
                    time: absolute(new Date(until).getTime()),
                  })}
                </div>
              )}
              {HINTS[kind] && (
                <div className={classes.detail}>{t(HINTS[kind])}</div>
              )}
              {QUOTES.has(kind) && (
                <div className={classes.detail} lang="en">
                  {message}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Alternatives plan={plan} />
        <Button
          size="small"
          variant="outlined"
          className={classes.again}
          onClick={onAgain}
        >
          {t('obstacle.again')}
        </Button>
      </div>
    </section>
  );
}

function Alternatives({ plan }: { plan: Plan }) {
  const { t } = useActionWords();
  const { grantOf, denialOf, open } = useActions();
  const { target, environment, obstacles, alternatives } = plan;
  const { instance, name } = target;
  const where = { instance, name, environment };
  const runs =
    plan.action !== 'terminate' &&
    obstacles.some(({ kind }) => kind === 'operation-running');
  return (
    <>
      {alternatives.map(({ images }) => {
        const version = versionOf({ images, revisions: [] }, name);
        return (
          <ActionButton
            key={JSON.stringify(images)}
            variant="contained"
            grant={grantOf('promote', instance)}
            denial={denialOf('promote', where)}
            onClick={() =>
              open(
                {
                  action: 'promote',
                  target,
                  environment,
                  images,
                  version,
                  isBack: true,
                },
                null,
              )
            }
          >
            {t('obstacle.pullRequest', {
              version: version ?? t('offer.someVersion'),
            })}
          </ActionButton>
        );
      })}
      {runs && (
        <ActionButton
          grant={grantOf('terminate', instance)}
          denial={denialOf('terminate', where)}
          onClick={() =>
            open({ action: 'terminate', target, environment }, null)
          }
        >
          {t('obstacle.stopOther')}
        </ActionButton>
      )}
    </>
  );
}
