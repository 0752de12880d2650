import { makeStyles } from '@material-ui/core/styles';
import { QueryView, StateMessage } from '@michi/status-react';
import { useDeferredValue, useMemo } from 'react';
import type { ServiceRows } from '../../api/TeamQueries';
import type { Loaded } from '../hooks/useQueries';
import { useEntityNames } from '../../hooks/useEntityNames';
import { useSearchText } from '../hooks/useSearchText';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { environmentColumns, valuesOf } from '../model/columns';
import {
  filterRows,
  readFilters,
  searchable,
  writeFilters,
} from '../model/filters';
import { FilterBar } from './FilterBar';
import { NoServices } from './NoServices';
import { NotConfigured } from './NotConfigured';
import { SavedFilters } from './SavedFilters';
import { ServicesTable } from './ServicesTable';
import { SilentInstances } from './SilentInstances';
import { RowsSkeleton } from './skeletons';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  note: { margin: 0, color: theme.palette.textSubtle, fontSize: 13 },
}));

/** Every service with its state in each environment, those in trouble first. */
export function ServicesPanel(props: {
  owner: string | undefined;
  loaded: Loaded<ServiceRows>;
}) {
  const { owner, loaded } = props;
  const { state, refresh } = loaded;
  const classes = useStyles();
  const t = useTeamWords();
  return (
    <div className={classes.root}>
      <QueryView
        state={state}
        skeleton={<RowsSkeleton />}
        errorTitle={t('state.servicesFailed')}
        onRetry={refresh}
      >
        {answer => (
          <>
            <Services owner={owner} answer={answer} />
            {answer.denied > 0 && (
              <p className={classes.note}>
                {t('state.denied', { count: answer.denied })}
              </p>
            )}
          </>
        )}
      </QueryView>
    </div>
  );
}

function Services(props: { owner: string | undefined; answer: ServiceRows }) {
  const { owner, answer } = props;
  if (answer.services.length === 0) return <NoServices owner={owner} />;
  if (answer.instances.length === 0) return <NotConfigured />;
  return <SomeServices owner={owner} answer={answer} />;
}

function SomeServices(props: {
  owner: string | undefined;
  answer: ServiceRows;
}) {
  const { owner, answer } = props;
  const { services, instances } = answer;
  const t = useTeamWords();
  const { search, go } = useUrl();
  const filters = useMemo(() => readFilters(search), [search]);
  const [text, setText] = useSearchText(filters.text, next =>
    go(writeFilters(search, { text: next }), { replace: true }),
  );
  // Typing stays quick while thousands of rows are searched.
  const searched = useDeferredValue(text);
  const named = useMemo(
    () => [...valuesOf(services, 'owner'), ...valuesOf(services, 'system')],
    [services],
  );
  const nameOf = useEntityNames(named);
  const all = useMemo(() => searchable(services, nameOf), [services, nameOf]);
  const rows = useMemo(
    () => filterRows(all, { ...filters, text: searched }),
    [all, filters, searched],
  );
  const environments = useMemo(
    () => environmentColumns(services, instances),
    [services, instances],
  );
  return (
    <>
      <SilentInstances instances={instances} />
      <FilterBar
        services={services}
        shown={rows}
        environments={environments}
        filters={filters}
        nameOf={nameOf}
        text={text}
        onText={setText}
        onChange={change => go(writeFilters(search, change))}
      />
      <SavedFilters search={search} owner={owner} />
      {rows.length > 0 ? (
        <ServicesTable
          rows={rows}
          environments={environments}
          instances={instances}
          nameOf={nameOf}
        />
      ) : (
        <StateMessage
          tone="unknown"
          role="status"
          title={t('filter.none')}
          action={{
            label: t('filter.clear'),
            onClick: () => {
              setText('');
              go(
                writeFilters(search, {
                  text: '',
                  attention: [],
                  system: undefined,
                  environment: undefined,
                }),
              );
            },
          }}
        >
          {t('filter.noneHint', { total: String(services.length) })}
        </StateMessage>
      )}
    </>
  );
}
