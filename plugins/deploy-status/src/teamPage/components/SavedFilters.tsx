import { Link } from '@backstage/core-components';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { useState } from 'react';
import { useSavedFilters } from '../hooks/useSavedFilters';
import { useTeamWords } from '../hooks/useTeamWords';
import { filtersOnly, readFilters, writeFilters } from '../model/filters';
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
export function SavedFilters({ search }: { search: URLSearchParams }) {
  const classes = useStyles();
  const t = useTeamWords();
  const errorApi = useApi(errorApiRef);
  const { saved, save, remove } = useSavedFilters();
  const [naming, setNaming] = useState(false);
  const current = filtersOnly(search);
  const isNew = current !== '' && !saved.some(one => one.search === current);
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
                  to={`?${writeFilters(
                    search,
                    readFilters(new URLSearchParams(one.search)),
                  )}`}
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
