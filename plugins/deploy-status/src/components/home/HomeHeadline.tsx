import { makeStyles } from '@material-ui/core/styles';
import { SkeletonText, type QueryState } from '@michi/status-react';
import type { Statuses } from '../../api/DeployStatusFeed';
import type { Services } from '../../model/services';
import { useHomeServices, useStatuses } from '../../hooks/useHomeServices';
import { usePersonName } from '../../hooks/usePersonName';
import { useWords } from '../../hooks/useWords';
import { serviceRows, summarize } from '../../model/summary';

const useStyles = makeStyles({
  root: {
    margin: 0,
    fontSize: 20,
    fontWeight: 600,
    lineHeight: 1.4,
    // Has no spaces to break at: between phrases, then, not within a word.
    '&:lang(ja)': { wordBreak: 'auto-phrase' },
  },
  // Where it takes two lines, each begins a sentence.
  sentence: { display: 'inline-block' },
});

/** The home page's first line: a greeting, and how the person's services are. */
export function HomeHeadline() {
  const classes = useStyles();
  const { t } = useWords();
  const { state } = useHomeServices();
  return (
    <h1 className={classes.root}>
      <span className={classes.sentence}>
        <Greeting />
      </span>
      {t('space')}
      <span className={classes.sentence}>
        {state.status === 'ready' ? (
          <ServicesSentence services={state.data} />
        ) : (
          state.status === 'loading' && <SkeletonText width={280} />
        )}
      </span>
    </h1>
  );
}

function Greeting() {
  const { t } = useWords();
  const name = usePersonName();
  const hour = new Date().getHours();
  if (name === undefined) return <SkeletonText width={180} />;
  if (hour >= 5 && hour < 11) return <>{t('home.morning', { name })}</>;
  if (hour >= 11 && hour < 18) return <>{t('home.afternoon', { name })}</>;
  return <>{t('home.evening', { name })}</>;
}

function ServicesSentence({ services }: { services: Services }) {
  const { t } = useWords();
  return services.services.length === 0 ? (
    <>{t('home.noServices')}</>
  ) : (
    <StateSentence services={services} />
  );
}

function StateSentence({ services }: { services: Services }) {
  const { t } = useWords();
  const { state } = useStatuses(services.services);
  const text = useSummaryText(services, state);
  if (state.status === 'loading') return <SkeletonText width={280} />;
  return <>{text ?? t('home.summaryUnavailable')}</>;
}

function useSummaryText(
  { scope, services }: Services,
  state: QueryState<Statuses>,
): string | undefined {
  const { t, list } = useWords();
  if (state.status !== 'ready') return undefined;
  const { total, healthy, trouble, deploying, unknown, waits } = summarize(
    serviceRows(services, state.data.statuses),
  );
  const more =
    waits.length > 0
      ? `${t('space')}${t('home.waits', {
          count: waits.length,
          environments: list([...new Set(waits)]),
        })}`
      : '';
  const all = allOf(total);
  if (scope === 'own' && healthy === total) {
    return t(`home.own${all}Healthy`, { n: String(total) }) + more;
  }
  if (scope === 'own' && trouble === total) {
    return t(`home.own${all}Trouble`, { n: String(total) });
  }
  if (scope === 'own' && trouble > 0) {
    return t('home.ownTrouble', { count: trouble, total: String(total) });
  }
  const parts = [
    ...(healthy > 0 ? [t('home.partHealthy', { n: String(healthy) })] : []),
    ...(trouble > 0 ? [t('home.partTrouble', { count: trouble })] : []),
    ...(deploying > 0
      ? [t('home.partDeploying', { n: String(deploying) })]
      : []),
    ...(unknown > 0 ? [t('home.partUnknown', { n: String(unknown) })] : []),
  ];
  return t(scope === 'own' ? 'home.ownSummary' : 'home.allSummary', {
    count: total,
    parts: list(parts),
  });
}

/** What a language may say of its own: Japanese has no plural to choose by. */
function allOf(total: number): 'One' | 'Both' | 'All' {
  if (total === 1) return 'One';
  return total === 2 ? 'Both' : 'All';
}
