/** Ids of the headings of the tab's parts. */
export const ENVIRONMENTS_ID = 'michi-deployments-environments';
/** {@inheritDoc ENVIRONMENTS_ID} */
export const TIMELINE_ID = 'michi-deployments-timeline';
