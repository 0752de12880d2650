import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { appTranslationRef } from '../../translation';
import { useCreateServicePath } from './useCreateServicePath';
import { useMayCreateService } from './useMayCreateService';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(1),
  },
}));

/** What people come here to do. */
export function HomeActions() {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const createPath = useCreateServicePath();
  const mayCreate = useMayCreateService();
  return (
    <nav className={classes.root} aria-label={t('home.actions')}>
      {mayCreate && (
        <LinkButton to={createPath} variant="contained" color="primary">
          {t('home.createService')}
        </LinkButton>
      )}
      <LinkButton to="/catalog" variant="outlined">
        {t('home.browseCatalog')}
      </LinkButton>
    </nav>
  );
}
