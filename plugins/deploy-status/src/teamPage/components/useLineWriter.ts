import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useTimeText } from '@michi/status-react';
import { useMemo } from 'react';
import type { NameOf } from '../../hooks/useEntityNames';
import { useWords, type Words } from '../../hooks/useWords';
import { useTeamWords } from '../hooks/useTeamWords';

import { useLineStyles } from './lineStyles';

/** All that a row needs to write itself, looked up once for all of them. */
export interface LineWriter {
  classes: ReturnType<typeof useLineStyles>;
  t: ReturnType<typeof useTeamWords>;
  /** The words of states, which all views share. */
  states: Words['t'];
  /** `3 h ago`. */
  ago(time: string): string;
  /** The exact time. */
  exact(time: string): string;
  /** What an owner is called. */
  nameOf: NameOf;
  /** The entity's page. */
  pathOf(entityRef: string): string | undefined;
}

/** Prepares the words, times and links of many rows. */
export function useLineWriter(now: number, nameOf: NameOf): LineWriter {
  const t = useTeamWords();
  const { t: states } = useWords();
  const { relative, absolute } = useTimeText();
  const entityRoute = useRouteRef(entityRouteRef);
  const classes = useLineStyles();
  return useMemo(
    () => ({
      classes,
      t,
      states,
      ago: time => relative(new Date(time).getTime(), now),
      nameOf,
      exact: time => absolute(new Date(time).getTime()),
      pathOf: entityRef => entityRoute?.(parseEntityRef(entityRef)),
    }),
    [classes, t, states, relative, absolute, entityRoute, nameOf, now],
  );
}
