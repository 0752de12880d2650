import { makeStyles } from '@material-ui/core/styles';
import type { Difference } from '@michi/plugin-deploy-status-common';
import { Fragment } from 'react';
import { PromoteAction } from '../../actions/components/PromoteAction';
import { Headline } from '../../components/Headline';
import { useWords } from '../../hooks/useWords';
import type { EnvironmentRow } from '../../model/environments';
import { placeName } from '../../model/places';
import { useServiceWords } from '../hooks/useServiceWords';
import { stepsOf, worthSaying } from '../model/difference';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 3),
  },
  text: { flex: '1 1 420px', margin: 0, fontSize: 18, minHeight: '3em' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** The tab's first line: what runs where, how the environments differ, and the way to the next one. */
export function PageHeadline(props: {
  rows: EnvironmentRow[];
  /** Undefined while they are on their way. */
  differences: Difference[] | undefined;
}) {
  const { rows, differences } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <div className={classes.root}>
      <Headline rows={rows} className={classes.text}>
        {worthSaying(differences ?? [], rows).map(difference => (
          <Fragment key={difference.ahead}>
            <DifferenceSentence difference={difference} />
            {t('space')}
          </Fragment>
        ))}
      </Headline>
      <div className={classes.actions}>
        {(differences ? stepsOf(rows, differences) : []).map(({ from, to }) => (
          <PromoteAction
            key={to.key}
            from={from.application}
            to={to.application}
            place={placeName(to.environment, to.distinction)}
          />
        ))}
      </div>
    </div>
  );
}

function DifferenceSentence({ difference }: { difference: Difference }) {
  const t = useServiceWords();
  const { state, ahead, behind, commits = 0 } = difference;
  switch (state) {
    case 'ahead':
      return <>{t('headline.ahead', { ahead, behind, count: commits })}</>;
    case 'behind':
      return <>{t('headline.behind', { ahead, behind })}</>;
    default:
      return <>{t('headline.diverged', { ahead, behind })}</>;
  }
}
