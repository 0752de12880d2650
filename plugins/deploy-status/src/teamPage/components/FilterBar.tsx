import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceRow } from '@michi/plugin-deploy-status-common';
import { useMemo, useRef } from 'react';
import type { NameOf } from '../../hooks/useEntityNames';
import { useNumbers } from '../hooks/useNumbers';
import { useSearchKey } from '../hooks/useSearchKey';
import { useTeamWords } from '../hooks/useTeamWords';
import { byLabel, valuesOf } from '../model/columns';
import { servicesToCsv } from '../model/csv';
import type { Filters } from '../model/filters';
import { download } from '../../components/download';
import { KindFilter } from './KindFilter';
import { Select } from './Select';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  search: {
    font: 'inherit',
    fontSize: 14,
    height: 32,
    flex: '1 1 160px',
    maxWidth: 300,
    padding: theme.spacing(0, 1),
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    '&::placeholder': { color: theme.palette.textSubtle, opacity: 1 },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  shown: { color: theme.palette.textSubtle, fontSize: 13 },
  end: { marginLeft: 'auto' },
}));

/** Search, filters, how many are shown, and the way out as a file. */
export function FilterBar(props: {
  /** All of them, which the filters' options are made of. */
  services: ServiceRow[];
  /** Those that fit. */
  shown: ServiceRow[];
  environments: string[];
  filters: Filters;
  /** What systems are called. */
  nameOf: NameOf;
  text: string;
  onText(text: string): void;
  onChange(change: Partial<Filters>): void;
}) {
  const { services, shown, environments, filters, nameOf, text } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const { integer } = useNumbers();
  const input = useRef<HTMLInputElement>(null);
  useSearchKey(input);
  const systems = useMemo(
    () =>
      valuesOf(services, 'system')
        .map(value => ({ value, label: nameOf(value) }))
        .sort(byLabel),
    [services, nameOf],
  );
  return (
    <div role="search" aria-label={t('filter.label')}>
      <div className={classes.bar}>
        <input
          ref={input}
          type="search"
          className={classes.search}
          value={text}
          aria-label={t('filter.search')}
          aria-keyshortcuts="/"
          placeholder={t('filter.searchHint')}
          onChange={event => props.onText(event.target.value)}
        />
        {systems.length > 1 && (
          <Select
            label={t('filter.system')}
            all={t('filter.allSystems')}
            value={filters.system}
            options={systems}
            onChange={system => props.onChange({ system })}
          />
        )}
        <Select
          label={t('filter.environment')}
          all={t('filter.allEnvironments')}
          value={filters.environment}
          options={environments.map(value => ({ value, label: value }))}
          onChange={environment => props.onChange({ environment })}
        />
        <span className={classes.shown} role="status">
          {shown.length === services.length
            ? t('filter.all', {
                count: services.length,
                n: integer(services.length),
              })
            : t('filter.shown', {
                shown: integer(shown.length),
                total: integer(services.length),
              })}
        </span>
        <Button
          size="small"
          variant="outlined"
          className={classes.end}
          onClick={() => download('services.csv', servicesToCsv(shown))}
        >
          {t('filter.csv')}
        </Button>
      </div>
      <KindFilter
        services={services}
        chosen={filters.attention}
        onChange={attention => props.onChange({ attention })}
      />
    </div>
  );
}
