import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Plan } from '@michi/plugin-deploy-status-common';
import { versionOf } from '../../model/version';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { findApplication } from '../model/offers';
import { ActionButton } from './ActionButton';
import { ProblemList } from './ProblemList';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 2),
    borderRadius: 8,
    backgroundColor: theme.palette.warning.light,
  },
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
  return (
    <section className={classes.root} role="alert">
      <ProblemList problems={plan.obstacles} action={plan.action} />
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
  const { applications, grantOf, denialOf, open } = useActions();
  const { target, environment, obstacles, alternatives } = plan;
  const { instance, name } = target;
  const where = { instance, name, environment };
  const runs =
    plan.action !== 'terminate' &&
    obstacles.some(
      ({ kind }) => kind === 'operation-running' || kind === 'retrying',
    );
  const onlySync =
    obstacles.some(({ kind }) => kind === 'in-git-already') &&
    findApplication(applications, target)?.autoSync === false;
  return (
    <>
      {onlySync && (
        <ActionButton
          variant="contained"
          grant={grantOf('sync', instance)}
          denial={denialOf('sync', where)}
          onClick={() =>
            open({ action: 'sync', target, environment, prune: false }, null)
          }
        >
          {t('offer.sync')}
        </ActionButton>
      )}
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
