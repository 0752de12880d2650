import { Link } from '@backstage/core-components';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useState } from 'react';
import { useSavedFilters } from '../hooks/useSavedFilters';
import { useTeamWords } from '../hooks/useTeamWords';
import { readFilters, writeFilters } from '../model/filters';
import { searchToKeep, withKept } from '../model/savedFilters';
import { readOwner } from '../model/scope';
import { overviewRouteRef } from '../routes';
import { SaveForm } from './SaveForm';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    fontSize: 13,
  },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  label: { color: theme.palette.textSubtle },
  current: { fontWeight: 600 },
  remove: { padding: 4, '& svg': { fontSize: 14 } },
}));

/** A person's own filters by name, as links, and the way to keep the present ones. */
export function SavedFilters(props: {
  search: URLSearchParams;
  /** Whose services the page is about: on a team's own page the URL does not say. */
  owner: string | undefined;
}) {
  const { search, owner } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const errorApi = useApi(errorApiRef);
  const { saved, save, remove } = useSavedFilters();
  const [naming, setNaming] = useState(false);
  const linkTo = useKeptLink(search, owner);
  const current = searchToKeep(search, owner);
  const isNew =
    // A team's own page without filters is nothing to keep.
    searchToKeep(search, readOwner(search)) !== '' &&
    !saved.some(one => one.search === current);
  if (saved.length === 0 && !isNew) return null;
  return (
    <div className={classes.root}>
      {saved.length > 0 && (
        <>
          <span className={classes.label} id="michi-saved-filters">
            {t('filter.saved')}
          </span>
          <ul className={classes.list} aria-labelledby="michi-saved-filters">
            {saved.map(one => (
              <li key={one.name}>
                <Link
                  to={linkTo(one.search)}
                  className={
                    one.search === current ? classes.current : undefined
                  }
                  aria-current={one.search === current ? 'true' : undefined}
                >
                  {one.name}
                </Link>
                <IconButton
                  className={classes.remove}
                  aria-label={t('filter.remove', { name: one.name })}
                  onClick={() =>
                    remove(one.name).catch(error => errorApi.post(error))
                  }
                >
                  <CloseIcon />
                </IconButton>
              </li>
            ))}
          </ul>
        </>
      )}
      {isNew && !naming && (
        <Button size="small" onClick={() => setNaming(true)}>
          {t('filter.save')}
        </Button>
      )}
      {isNew && naming && (
        <SaveForm
          onCancel={() => setNaming(false)}
          onSave={name => {
            setNaming(false);
            save(name, current).catch(error => errorApi.post(error));
          }}
        />
      )}
    </div>
  );
}

/** Kept filters in this page where it is about the same team, else in the page of all teams. */
function useKeptLink(search: URLSearchParams, owner: string | undefined) {
  const overview = useRouteRef(overviewRouteRef)?.() ?? '';
  return (kept: string) => {
    const wanted = new URLSearchParams(kept);
    return readOwner(wanted) === owner
      ? `?${writeFilters(search, readFilters(wanted))}`
      : `${overview}?${withKept(search, kept)}`;
  };
}
