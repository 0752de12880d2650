import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** The page arranges the widgets; they bring their own frames. */
const componentProps = {
  Renderer: ({ Content }: { Content: () => JSX.Element }) => <Content />,
};

/** The home page's first line: a greeting and how the person's services are. */
export const headlineWidget = HomePageWidgetBlueprint.make({
  name: 'headline',
  params: {
    name: 'headline',
    description: 'A greeting, and the state of the services in one sentence',
    componentProps,
    components: () =>
      import('../components/home/HomeHeadline').then(m => ({
        Content: m.HomeHeadline,
      })),
  },
});

/** One row per service with its state in every environment. */
export const myServicesWidget = HomePageWidgetBlueprint.make({
  name: 'my-services',
  params: {
    name: 'my-services',
    title: 'My services',
    description: 'The state of your services in every environment',
    componentProps,
    components: () =>
      import('../components/home/MyServices').then(m => ({
        Content: m.MyServices,
      })),
  },
});

/** What was deployed today. */
export const todayWidget = HomePageWidgetBlueprint.make({
  name: 'today',
  params: {
    name: 'today',
    title: 'Today',
    description: 'What was deployed today, and what failed',
    componentProps,
    components: () =>
      import('../components/home/Today').then(m => ({ Content: m.Today })),
  },
});
