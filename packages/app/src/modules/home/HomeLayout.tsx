import { Content, Page } from '@backstage/core-components';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { FirstWeek } from './FirstWeek';
import { HomeActions } from './HomeActions';

/** The widget with this name is the page's first line. */
const HEADLINE = 'headline';

const useStyles = makeStyles(theme => ({
  headline: { marginBottom: theme.spacing(2), minHeight: 32 },
  columns: {
    display: 'grid',
    gap: theme.spacing(3),
    alignItems: 'start',
    // A wide table scrolls within its part instead of widening the page.
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('lg')]: {
      gridTemplateColumns: 'minmax(0, 1fr) 260px',
    },
  },
  // Beside the content where there is room for both, side by side below it otherwise.
  aside: {
    display: 'grid',
    gap: theme.spacing(3),
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
  },
  main: {
    display: 'grid',
    gap: theme.spacing(3),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
}));

/** The answer first, then what it is made of; the next actions beside it. */
export function HomeLayout({ widgets }: HomePageLayoutProps) {
  const classes = useStyles();
  const headline = widgets.find(({ name }) => name === HEADLINE);
  return (
    <Page themeId="home">
      <Content>
        <div className={classes.headline}>{headline?.component}</div>
        <div className={classes.columns}>
          <div className={classes.main}>
            {widgets
              .filter(widget => widget !== headline)
              .map(widget => (
                <div key={widget.node.spec.id}>{widget.component}</div>
              ))}
          </div>
          <aside className={classes.aside}>
            <HomeActions />
            <FirstWeek />
          </aside>
        </div>
      </Content>
    </Page>
  );
}
