import { makeStyles } from '@material-ui/core/styles';
import type { Plan } from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { useId } from 'react';
import { useActionWords } from '../hooks/useActionWords';
import { changedResources } from '../model/change';
import { keyOfResource } from '../model/intent';
import { ResourceText } from './ResourceText';
import { ShortList } from './ShortList';

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(2, 0, 0.5), fontSize: 13, fontWeight: 600 },
  change: { color: theme.palette.textSubtle },
  // What is deleted does not come back by itself.
  delete: { color: theme.palette.status.error, fontWeight: 600 },
  message: {
    display: 'block',
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
  },
  note: {
    margin: theme.spacing(0.5, 0),
    fontSize: 13,
    color: theme.palette.textSubtle,
  },
  problem: { margin: theme.spacing(0.5, 0), fontSize: 13 },
}));

/** What would become of each resource; those that a dry run fails for come first. */
export function ResourceChanges({ plan }: { plan: Plan }): JSX.Element {
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
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
      <ShortList
        items={resources}
        keyOf={one => keyOfResource(one)}
        labelledBy={id}
      >
        {resource => (
          <>
            <span
              className={
                resource.change === 'delete' ? classes.delete : classes.change
              }
            >
              {resource.change === 'none'
                ? t('plan.same')
                : t(`plan.${resource.change}`)}
            </span>
            <span>
              {resource.failed && (
                <>
                  <StatusMark tone="bad" />{' '}
                </>
              )}
              <ResourceText resource={resource} />
              {resource.message && (
                <span className={classes.message} lang="en">
                  {resource.message}
                </span>
              )}
            </span>
          </>
        )}
      </ShortList>
      {unchanged > 0 && (
        <p className={classes.note}>
          {t('plan.unchanged', { count: unchanged })}
        </p>
      )}
    </>
  );
}
