import { Link, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import {
  QueryView,
  StateMessage,
  useSignedInPerson,
} from '@michi/status-react';
import { useMemo } from 'react';
import type { Services } from '../../model/services';
import { useHomeServices, useStatuses } from '../../hooks/useHomeServices';
import { useWords } from '../../hooks/useWords';
import { serviceRows } from '../../model/summary';
import { overviewRouteRef } from '../../teamPage/routes';
import { Section } from './Section';
import { ServicesSkeleton, ServicesTable } from './ServicesTable';

const useStyles = makeStyles(theme => ({
  links: { display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
}));

const titleOf = (services?: Services) =>
  services?.scope === 'all' ? 'home.allServices' : 'home.myServices';

/** One row per service with its state in every environment, those in trouble first. */
export function MyServices() {
  const classes = useStyles();
  const { t } = useWords();
  const { state, refresh } = useHomeServices();
  const services = state.status === 'ready' ? state.data : undefined;
  return (
    <Section
      id="michi-my-services"
      title={t(titleOf(services))}
      aside={
        services && services.total > services.services.length
          ? t('home.listed', {
              shown: String(services.services.length),
              total: String(services.total),
            })
          : undefined
      }
      end={
        services && (
          <span className={classes.links}>
            <OverviewLink scope={services.scope} />
            <ScopeLink services={services} />
          </span>
        )
      }
    >
      <QueryView
        state={state}
        skeleton={<ServicesSkeleton />}
        errorTitle={t('home.servicesFailed')}
        onRetry={refresh}
      >
        {data => <ServiceStates services={data} />}
      </QueryView>
    </Section>
  );
}

/** The page that has more to say: the team's own, or the platform's. Not there where it is switched off. */
function OverviewLink({ scope }: { scope: Services['scope'] }) {
  const { t } = useWords();
  const overview = useRouteRef(overviewRouteRef);
  const team = useSignedInPerson()?.ownershipEntityRefs.find(ref =>
    ref.startsWith('group:'),
  );
  if (!overview) return null;
  const search =
    scope === 'own' && team ? `?${new URLSearchParams({ owner: team })}` : '';
  return (
    <Link to={`${overview()}${search}`}>
      {search ? t('home.teamDeployments') : t('home.allDeployments')}
    </Link>
  );
}

/** The other way to look: everyone's services, or back to one's own. */
function ScopeLink({ services }: { services: Services }) {
  const { t } = useWords();
  if (services.scope === 'own') {
    return <Link to="/?services=all">{t('home.showAll')}</Link>;
  }
  return services.own > 0 ? (
    <Link to="/">{t('home.showMine', { n: String(services.own) })}</Link>
  ) : null;
}

function ServiceStates({ services }: { services: Services }) {
  const { t } = useWords();
  if (services.services.length === 0) {
    return (
      <StateMessage tone="unknown" title={t('home.noServices')}>
        <p>{t('home.noServicesHint')}</p>
        <LinkButton to="/create" variant="contained" color="primary">
          {t('home.create')}
        </LinkButton>
      </StateMessage>
    );
  }
  return <KnownServices services={services} />;
}

function KnownServices({ services }: { services: Services }) {
  const { t } = useWords();
  const { state, refresh } = useStatuses(services.services);
  return (
    <QueryView
      state={state}
      skeleton={<ServicesSkeleton count={services.services.length} />}
      errorTitle={t('state.loadFailed')}
      onRetry={refresh}
    >
      {({ statuses }) => (
        <ServiceRows services={services} statuses={statuses} />
      )}
    </QueryView>
  );
}

function ServiceRows(props: { services: Services; statuses: EntityStatus[] }) {
  const { services, statuses } = props;
  const { t } = useWords();
  const rows = useMemo(
    () => serviceRows(services.services, statuses),
    [services, statuses],
  );
  return <ServicesTable label={t(titleOf(services))} rows={rows} />;
}
