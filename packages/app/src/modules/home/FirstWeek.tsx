import { Link } from '@backstage/core-components';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState } from 'react';
import { appTranslationRef } from '../../translation';
import { useCreateServicePath } from './useCreateServicePath';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

/** The groups that the signed-in person belongs to. */
function useOwnGroups(): string[] {
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const [groups, setGroups] = useState<string[]>([]);
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) =>
        current &&
        setGroups(ownershipEntityRefs.filter(ref => ref.startsWith('group:'))),
      error => errorApi.post(error),
    );
    return () => {
      current = false;
    };
  }, [identityApi, errorApi]);
  return groups;
}

/** A first week in order: your people, what they run, how, and then you. */
export function FirstWeek() {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const groups = useOwnGroups();
  const createPath = useCreateServicePath();
  return (
    <section aria-labelledby="michi-first-week">
      <Typography variant="h6" component="h2" id="michi-first-week">
        {t('home.newHere')} {t('home.firstWeek')}
      </Typography>
      <ol className={classes.list}>
        {groups[0] && (
          <li>
            <EntityRefLink entityRef={groups[0]} hideIcon>
              {t('home.firstWeekTeam')}
            </EntityRefLink>
          </li>
        )}
        <li>
          <Link to="/catalog?filters[kind]=component&filters[user]=owned">
            {t('home.firstWeekServices')}
          </Link>
        </li>
        <li>
          <Link to="/docs">{t('home.firstWeekDocs')}</Link>
        </li>
        <li>
          <Link to={createPath}>{t('home.firstWeekCreate')}</Link>
        </li>
      </ol>
    </section>
  );
}
