import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { Freshness, QueryView, StateMessage } from '@michi/status-react';
import type { InsightsAnswer } from '../../api/TeamQueries';
import { useEntityNames } from '../../hooks/useEntityNames';
import { useInsights } from '../hooks/useQueries';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { readFigure } from '../model/figures';
import { FILTER_PARAMETERS, readFilters } from '../model/filters';
import { readPeriod } from '../model/period';
import { BreakdownTable } from './BreakdownTable';
import { Explanation } from './Explanation';
import { FigureCards } from './FigureCards';
import { NoServices } from './NoServices';
import { usePanelStyles } from './panelStyles';
import { PeriodLinks } from './PeriodLinks';
import { FiguresSkeleton } from './skeletons';

const useStyles = makeStyles(theme => ({
  note: { margin: 0, color: theme.palette.textSubtle, fontSize: 13 },
}));

/** How often, how fast and how well is deployed, and what drives it. */
export function InsightsPanel({ owner }: { owner: string | undefined }) {
  const panel = usePanelStyles();
  const classes = useStyles();
  const t = useTeamWords();
  const { search } = useUrl();
  const period = readPeriod(search);
  const { system } = readFilters(search);
  const { state, refresh } = useInsights(owner, system, period);
  return (
    <div className={panel.root}>
      <div className={panel.header}>
        <p className={classes.note}>
          {state.status === 'ready' && <ScopeNote insights={state.data} />}
        </p>
        <PeriodLinks current={period} />
      </div>
      <QueryView
        state={state}
        skeleton={<FiguresSkeleton />}
        errorTitle={t('state.insightsFailed')}
        onRetry={refresh}
      >
        {insights =>
          insights.services === 0 && insights.denied === 0 ? (
            <NoServices owner={owner} />
          ) : (
            <KnownInsights insights={insights} />
          )
        }
      </QueryView>
    </div>
  );
}

/** Whose figures these are, and since when there are any. */
function ScopeNote({ insights }: { insights: InsightsAnswer }) {
  const t = useTeamWords();
  const { day } = useNumbers();
  const { linkTo } = useUrl();
  const { scope, services, recordsSince, since, readAt } = insights;
  const nameOf = useEntityNames(scope.kind === 'platform' ? [] : [scope.ref]);
  return (
    <>
      {scope.kind === 'platform'
        ? t('insights.scopePlatform', { count: services })
        : t('insights.scopeTeam', {
            count: services,
            name: nameOf(scope.ref),
          })}
      {scope.kind === 'system' && (
        <>
          {' · '}
          <Link to={linkTo({ [FILTER_PARAMETERS.system]: undefined })}>
            {t('insights.wholePlatform')}
          </Link>
        </>
      )}
      {recordsSince && recordsSince > since && (
        <>
          {' · '}
          {t('insights.recordsSince', { date: day(recordsSince) })}
        </>
      )}
      {' · '}
      <Freshness asOf={readAt} />
    </>
  );
}

function KnownInsights({ insights }: { insights: InsightsAnswer }) {
  const classes = useStyles();
  const t = useTeamWords();
  const { search } = useUrl();
  const figure = readFigure(search);
  return (
    <>
      {insights.recordsSince === undefined ? (
        <StateMessage tone="unknown" title={t('insights.noRecords')}>
          {t('insights.noRecordsHint', {
            path: <code>POST /api/deploy-status/import</code>,
          })}
        </StateMessage>
      ) : (
        <>
          <FigureCards insights={insights} open={figure} />
          {figure && <Explanation insights={insights} figure={figure} />}
          <BreakdownTable insights={insights} />
        </>
      )}
      {insights.denied > 0 && (
        <p className={classes.note}>
          {t('state.denied', { count: insights.denied })}
        </p>
      )}
    </>
  );
}
