import { makeStyles } from '@material-ui/core/styles';
import { useServiceWords } from '../hooks/useServiceWords';
import { OUTCOMES, PERIODS, YEAR, type TimelineFilter } from '../model/filter';
import { ToggleGroup } from './ToggleGroup';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

const ALL = '';

/** Narrows the timeline: to environments, to failures or rollbacks, to a period. */
export function FilterBar(props: {
  filter: TimelineFilter;
  /** In the order of the road to production. */
  environments: string[];
  onChange(change: Partial<TimelineFilter>): void;
}) {
  const { filter, onChange } = props;
  const classes = useStyles();
  const t = useServiceWords();
  // One that the address names stays in sight, so that it can be taken back.
  const environments = [
    ...new Set([...props.environments, ...filter.environments]),
  ];
  const toggle = (environment: string) => {
    const chosen = new Set(filter.environments);
    if (!chosen.delete(environment)) chosen.add(environment);
    onChange({ environments: environment === ALL ? [] : [...chosen].sort() });
  };
  return (
    <div className={classes.root}>
      {environments.length > 1 && (
        <ToggleGroup
          label={t('filter.environments')}
          options={[
            {
              value: ALL,
              label: t('filter.all'),
              isOn: filter.environments.length === 0,
            },
            ...environments.map(environment => ({
              value: environment,
              label: environment,
              isOn: filter.environments.includes(environment),
            })),
          ]}
          onToggle={toggle}
        />
      )}
      <ToggleGroup
        label={t('filter.results')}
        options={OUTCOMES.map(only => ({
          value: only,
          label: t(`filter.${only}`),
          isOn: filter.only === only,
        }))}
        onToggle={only => onChange({ only })}
      />
      <ToggleGroup
        label={t('filter.period')}
        options={PERIODS.map(days => ({
          value: days,
          label:
            days < YEAR
              ? t('filter.days', { n: String(days) })
              : t('filter.years', { count: days / YEAR }),
          isOn: filter.days === days,
        }))}
        onToggle={days => onChange({ days })}
      />
    </div>
  );
}
