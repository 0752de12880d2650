import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useSignedInPerson } from '@michi/status-react';
import { appTranslationRef } from '../../translation';
import { useCreateServicePath } from './useCreateServicePath';
import { useMayCreateService } from './useMayCreateService';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

/** A first week in order: your people, what they run, how, and then you. */
export function FirstWeek() {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const team = useSignedInPerson()?.ownershipEntityRefs.find(ref =>
    ref.startsWith('group:'),
  );
  const createPath = useCreateServicePath();
  const mayCreate = useMayCreateService();
  return (
    <section aria-labelledby="michi-first-week">
      <Typography variant="h6" component="h2" id="michi-first-week">
        {t('home.firstWeek')}
      </Typography>
      <ol className={classes.list}>
        {team && (
          <li>
            <EntityRefLink entityRef={team} hideIcon>
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
        {mayCreate && (
          <li>
            <Link to={createPath}>{t('home.firstWeekCreate')}</Link>
          </li>
        )}
      </ol>
    </section>
  );
}
