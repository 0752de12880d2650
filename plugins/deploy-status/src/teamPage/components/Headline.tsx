import { makeStyles } from '@material-ui/core/styles';
import { SkeletonText, type QueryState } from '@michi/status-react';
import { useMemo } from 'react';
import type { ServiceRows } from '../../api/TeamQueries';
import { useWords } from '../../hooks/useWords';
import { useNumbers } from '../hooks/useNumbers';
import { useTeamWords } from '../hooks/useTeamWords';
import { useToday } from '../hooks/useQueries';
import { summarizeServices } from '../model/attention';

const useStyles = makeStyles({
  root: {
    margin: 0,
    fontSize: 20,
    fontWeight: 600,
    lineHeight: 1.4,
    textWrap: 'balance',
    // Has no spaces to break at: between phrases, then, not within a word.
    '&:lang(ja)': { wordBreak: 'auto-phrase' },
  },
  // Where it takes two lines, each begins a sentence.
  sentence: { display: 'inline-block' },
});

/** How the services are and what was deployed today, in a sentence or two. */
export function Headline(props: {
  owner: string | undefined;
  state: QueryState<ServiceRows>;
  level: 1 | 2;
}) {
  const { owner, state, level } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <Heading className={classes.root}>
      {state.status === 'loading' && <SkeletonText width={420} />}
      {state.status === 'error' && t('state.servicesFailed')}
      {state.status === 'ready' && (
        <>
          <span className={classes.sentence}>
            <ServicesSentence rows={state.data} />
          </span>
          {t('space')}
          {state.data.services.length > 0 && (
            <span className={classes.sentence}>
              <TodaySentence owner={owner} />
            </span>
          )}
        </>
      )}
    </Heading>
  );
}

function ServicesSentence({ rows }: { rows: ServiceRows }) {
  const t = useTeamWords();
  const { integer } = useNumbers();
  const { list } = useWords();
  const { total, trouble, unknown, waits, waitsIn } = useMemo(
    () => summarizeServices(rows.services),
    [rows],
  );
  if (total === 0) return <>{t('headline.none')}</>;
  const parts = [
    ...(trouble > 0
      ? [t('headline.trouble', { count: trouble, n: integer(trouble) })]
      : []),
    ...(waits > 0
      ? [
          t('headline.waits', {
            count: waits,
            n: integer(waits),
            environments: list(waitsIn),
          }),
        ]
      : []),
    ...(unknown > 0
      ? [t('headline.unknown', { count: unknown, n: integer(unknown) })]
      : []),
  ];
  return parts.length === 0 ? (
    <>{t('headline.fine', { count: total, n: integer(total) })}</>
  ) : (
    <>
      {t('headline.services', {
        count: total,
        n: integer(total),
        parts: list(parts),
      })}
    </>
  );
}

/** Left out until it is known, and where it cannot be: the insights say why. */
function TodaySentence({ owner }: { owner: string | undefined }) {
  const t = useTeamWords();
  const { integer } = useNumbers();
  const { list } = useWords();
  const { state } = useToday(owner);
  if (state.status !== 'ready' || state.data.production.length === 0) {
    return null;
  }
  const { production, figures } = state.data;
  const { n, failed } = figures.failureRate;
  const environments = list(production);
  return (
    <>
      {n === 0 && t('headline.noneToday', { environments })}
      {n > 0 &&
        failed === 0 &&
        t('headline.fineToday', { count: n, n: integer(n), environments })}
      {failed > 0 &&
        t('headline.today', {
          count: n,
          n: integer(n),
          failed: integer(failed),
          environments,
        })}
    </>
  );
}
