import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Plan } from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { useId, useState } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import { changedResources } from '../model/change';
import { keyOfResource } from '../model/intent';
import { ResourceText } from './ResourceText';

/** The rest is one click away, so that what comes below stays in sight. */
const SHOWN = 10;

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(2, 0, 0.5), fontSize: 13, fontWeight: 600 },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: 13,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '5.5em minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  },
  change: { color: theme.palette.textSubtle },
  // What is deleted does not come back by itself.
  delete: { color: theme.palette.status.error, fontWeight: 600 },
  message: { display: 'block', overflowWrap: 'anywhere' },
  note: {
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    color: theme.palette.textSubtle,
  },
  problem: { margin: theme.spacing(0.5, 0), fontSize: 13 },
  more: { textTransform: 'none' },
}));

/** What the dry run says of each resource; those that it fails for come first. */
export function ResourceChanges({ plan }: { plan: Plan }): JSX.Element {
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const [isWhole, setWhole] = useState(false);
  const resources = changedResources(plan);
  const failed = resources.filter(resource => resource.failed).length;
  const unchanged = plan.resources.length - resources.length;
  return (
    <>
      <h4 id={id} className={classes.title}>
        {t('plan.resources')}
      </h4>
      {failed > 0 && (
        <p className={classes.problem}>
          <StatusMark tone="bad" /> {t('plan.dryRunFailed', { count: failed })}
        </p>
      )}
      {plan.resources.length === 0 && (
        <p className={classes.note}>{t('plan.resourcesNone')}</p>
      )}
      {resources.length > 0 && (
        <ul className={classes.list} aria-labelledby={id}>
          {resources.slice(0, isWhole ? undefined : SHOWN).map(resource => {
            const { change, message } = resource;
            return (
              <li key={keyOfResource(resource)} className={classes.item}>
                <span
                  className={
                    change === 'delete' ? classes.delete : classes.change
                  }
                >
                  {change === 'none' ? t('plan.same') : t(`plan.${change}`)}
                </span>
                <span>
                  {resource.failed && (
                    <>
                      <StatusMark tone="bad" />{' '}
                    </>
                  )}
                  <ResourceText resource={resource} />
                  {message && (
                    <span className={`${classes.message} ${classes.change}`}>
                      {message}
                    </span>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {!isWhole && resources.length > SHOWN && (
        <Button
          size="small"
          className={classes.more}
          onClick={() => setWhole(true)}
        >
          {t('plan.showAll', { n: String(resources.length) })}
        </Button>
      )}
      {unchanged > 0 && (
        <p className={classes.note}>
          {t('plan.unchanged', { count: unchanged })}
        </p>
      )}
    </>
  );
}
