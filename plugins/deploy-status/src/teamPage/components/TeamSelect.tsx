import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { useEntityNames } from '../../hooks/useEntityNames';
import { useTeamWords } from '../hooks/useTeamWords';
import { useUrl } from '../hooks/useUrl';
import { byLabel } from '../model/columns';
import { FILTER_PARAMETERS } from '../model/filters';
import { OWNER_PARAMETER } from '../model/scope';
import { Select } from './Select';

const FACET = 'relations.ownedBy';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(0.5),
    color: theme.palette.textSubtle,
  },
}));

/** Whose deployments the page is about. */
export function TeamSelect({ owner }: { owner: string | undefined }) {
  const classes = useStyles();
  const t = useTeamWords();
  const { search, go } = useUrl();
  const owners = useOwners();
  const refs = [...new Set([...owners, ...(owner ? [owner] : [])])];
  const nameOf = useEntityNames(refs);
  return (
    <div className={classes.root}>
      <span>{t('page.title')}</span>
      <Select
        label={t('page.team')}
        all={t('page.allTeams')}
        value={owner}
        options={refs
          .map(ref => ({ value: ref, label: nameOf(ref) }))
          .sort(byLabel)}
        onChange={next => {
          const changed = new URLSearchParams(search);
          // The other team has other systems.
          changed.delete(FILTER_PARAMETERS.system);
          if (next) changed.set(OWNER_PARAMETER, next);
          else changed.delete(OWNER_PARAMETER);
          go(changed);
        }}
      />
    </div>
  );
}

/** Everyone who owns a component; the chosen one alone until that is known. */
function useOwners(): string[] {
  const catalogApi = useApi(catalogApiRef);
  const errorApi = useApi(errorApiRef);
  const [owners, setOwners] = useState<string[]>([]);
  useEffect(() => {
    let left = false;
    catalogApi
      .getEntityFacets({ facets: [FACET], filter: { kind: 'component' } })
      .then(
        ({ facets }) => {
          if (left) return;
          setOwners((facets[FACET] ?? []).map(({ value }) => value));
        },
        // The page is of use without the other teams.
        error => errorApi.post(error, { hidden: true }),
      );
    return () => {
      left = true;
    };
  }, [catalogApi, errorApi]);
  return owners;
}
