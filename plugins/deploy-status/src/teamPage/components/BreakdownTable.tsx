import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { ScrollArea } from '../../components/ScrollArea';
import type { InsightsAnswer } from '../../api/TeamQueries';
import { useEntityNames, type NameOf } from '../../hooks/useEntityNames';
import { useFigureText } from '../hooks/useFigureText';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import {
  FIGURES,
  readingOf,
  sortBreakdown,
  type FigureId,
  type Part,
} from '../model/figures';
import { OWNER_PARAMETER } from '../model/scope';
import { useFigureTableStyles } from './figureTableStyles';

/** Services without an owner. */
const NO_OWNER = 'none';
const SORT_PARAMETER = 'by';

const useStyles = makeStyles(theme => ({
  title: { margin: 0, fontSize: 15, fontWeight: 600 },
  sort: { color: 'inherit', '&[aria-current]': { fontWeight: 700 } },
  detail: { color: theme.palette.textSubtle, fontSize: 12, marginLeft: 6 },
}));

/** The figures one level down, the part that drives the chosen one first. */
export function BreakdownTable({ insights }: { insights: InsightsAnswer }) {
  const { breakdown } = insights;
  const classes = { ...useFigureTableStyles(), ...useStyles() };
  const t = useTeamWords();
  const { search, linkTo } = useUrl();
  const sortedBy =
    FIGURES.find(figure => figure === search.get(SORT_PARAMETER)) ??
    'failureRate';
  const parts = useMemo(
    () => sortBreakdown(breakdown, sortedBy),
    [breakdown, sortedBy],
  );
  const nameOf = useEntityNames(
    parts
      .filter(({ kind, ref }) => kind === 'team' && ref !== NO_OWNER)
      .map(({ ref }) => ref),
  );
  if (parts.length === 0) return null;
  const byTeam = parts[0]?.kind === 'team';
  const title = byTeam ? t('breakdown.byTeam') : t('breakdown.byService');
  return (
    <section aria-labelledby="michi-breakdown">
      <h3 className={classes.title} id="michi-breakdown">
        {title}
      </h3>
      <ScrollArea label={title} on="page">
        <table className={`${classes.table} ${classes.wide}`}>
          <thead>
            <tr>
              <th scope="col">
                {byTeam ? t('breakdown.team') : t('breakdown.service')}
              </th>
              {FIGURES.map(figure => (
                <th
                  scope="col"
                  key={figure}
                  aria-sort={figure === sortedBy ? 'descending' : undefined}
                >
                  <Link
                    className={classes.sort}
                    to={linkTo({ [SORT_PARAMETER]: figure })}
                    title={t('breakdown.sort', { name: t(`figure.${figure}`) })}
                    aria-current={figure === sortedBy ? 'true' : undefined}
                  >
                    {t(`figure.${figure}`)}
                    {figure === sortedBy && ' ↓'}
                  </Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(part => (
              <tr key={part.ref}>
                <th scope="row">
                  <PartLink part={part} nameOf={nameOf} />
                </th>
                {FIGURES.map(figure => (
                  <td key={figure}>
                    <PartFigure part={part} figure={figure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

function PartLink({ part, nameOf }: { part: Part; nameOf: NameOf }) {
  const t = useTeamWords();
  const { search } = useUrl();
  if (part.ref === NO_OWNER) return <>{t('breakdown.noOwner')}</>;
  if (part.kind === 'service') {
    return (
      <EntityRefLink entityRef={part.ref} hideIcon disableTooltip>
        {part.title ?? nameOf(part.ref)}
      </EntityRefLink>
    );
  }
  const next = new URLSearchParams(search);
  next.set(OWNER_PARAMETER, part.ref);
  return <Link to={`?${next}`}>{nameOf(part.ref)}</Link>;
}

function PartFigure({ part, figure }: { part: Part; figure: FigureId }) {
  const classes = useStyles();
  const t = useTeamWords();
  const reading = readingOf(part.figures, figure);
  const { value } = useFigureText()(reading);
  return (
    <>
      {value}
      {reading.failed !== undefined && reading.n > 0 && (
        <span className={classes.detail}>
          {t('insights.ofAll', {
            failed: String(reading.failed),
            n: String(reading.n),
          })}
        </span>
      )}
    </>
  );
}
