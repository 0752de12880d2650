import { makeStyles } from '@material-ui/core/styles';
import { visuallyHidden } from '@michi/status-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useServiceRows } from '../hooks/useQueries';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { readTab, type Tab } from '../model/scope';
import { Headline } from './Headline';
import { ServicesPanel } from './ServicesPanel';
import { PanelSkeleton } from './skeletons';
import { TabLinks } from './TabLinks';

// Charts come with the part of the page that shows them.
const InsightsPanel = lazy(() =>
  import('./InsightsPanel').then(m => ({ default: m.InsightsPanel })),
);
const ArgoCdPanel = lazy(() =>
  import('./ArgoCdPanel').then(m => ({ default: m.ArgoCdPanel })),
);

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    // A wide table scrolls within its part instead of widening the page.
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  panel: { minWidth: 0, position: 'relative' },
}));

/** What is deployed, how well that goes, and how Argo CD keeps up: the answer first. */
export function Deployments(props: {
  /** A team's entity reference; everyone's services without it. */
  owner: string | undefined;
  headingLevel: 1 | 2;
  /** Above the first line. */
  above?: ReactNode;
}) {
  const { owner, headingLevel, above } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const { search } = useUrl();
  const tab = readTab(search);
  const services = useServiceRows(owner);
  return (
    <div className={classes.root}>
      <div>
        {above}
        <Headline owner={owner} state={services.state} level={headingLevel} />
      </div>
      <TabLinks current={tab} />
      <div className={classes.panel}>
        {/* Who reads headings alone finds the part, and nothing below skips a level. */}
        <h2 style={visuallyHidden}>{t(`page.${tab}`)}</h2>
        <Suspense fallback={<PanelSkeleton />}>
          <Panel tab={tab} owner={owner} services={services} />
        </Suspense>
      </div>
    </div>
  );
}

function Panel(props: {
  tab: Tab;
  owner: string | undefined;
  services: ReturnType<typeof useServiceRows>;
}) {
  const { tab, owner, services } = props;
  switch (tab) {
    case 'insights':
      return <InsightsPanel owner={owner} />;
    case 'argocd':
      return <ArgoCdPanel />;
    default:
      return <ServicesPanel owner={owner} loaded={services} />;
  }
}
