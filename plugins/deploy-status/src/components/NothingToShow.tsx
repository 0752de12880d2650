import { CopyTextButton } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  ARGOCD_APP_NAME,
  getApplicationLocator,
  type EntityStatus,
} from '@michi/plugin-deploy-status-common';
import { StateMessage } from '@michi/status-react';
import { useWords } from '../hooks/useWords';

const useStyles = makeStyles(theme => ({
  snippet: { display: 'flex', alignItems: 'flex-start' },
  code: {
    flex: 1,
    minWidth: 0,
    overflowX: 'auto',
    margin: theme.spacing(1, 0, 0),
    padding: theme.spacing(1, 1.5),
    borderRadius: 4,
    backgroundColor: theme.palette.infoBackground,
    color: theme.palette.text.primary,
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 13,
  },
}));

/** Why there is nothing to show for an entity, and what to do about it. */
export function NothingToShow({
  status,
  state,
}: {
  status: EntityStatus;
  state: Exclude<EntityStatus['state'], 'found'>;
}) {
  const { entity } = useEntity();
  const { t, list } = useWords();
  const locator = getApplicationLocator(entity);
  switch (state) {
    case 'not-annotated':
      return <NotAnnotated name={entity.metadata.name} />;
    case 'not-configured':
      return (
        <StateMessage tone="unknown" title={t('state.notConfigured')}>
          {t('state.notConfiguredHint', {
            key: <code>deployStatus.instances</code>,
          })}
        </StateMessage>
      );
    case 'missing':
      return (
        <StateMessage
          tone="attention"
          title={
            locator?.name
              ? t('state.missing', { name: locator.name })
              : t('state.missingSelected', {
                  name: locator?.selector ?? locator?.project ?? '',
                })
          }
        >
          {t('state.missingHint', {
            instances: list(status.instances.map(({ name }) => name)),
          })}
        </StateMessage>
      );
    default:
      return (
        <StateMessage tone="unknown" role="status" title={t('state.waiting')}>
          {t('state.waitingHint', {
            instances: list(
              status.instances
                .filter(({ connection }) => connection !== 'connected')
                .map(({ name }) => name),
            ),
          })}
        </StateMessage>
      );
  }
}

function NotAnnotated({ name }: { name: string }) {
  const classes = useStyles();
  const { t } = useWords();
  const lines = `metadata:\n  annotations:\n    ${ARGOCD_APP_NAME}: ${name}\n`;
  return (
    <StateMessage tone="unknown" title={t('state.notAnnotated')}>
      {t('state.notAnnotatedHint', { file: <code>catalog-info.yaml</code> })}
      <div className={classes.snippet}>
        <pre className={classes.code}>{lines}</pre>
        <CopyTextButton text={lines} aria-label={t('state.copy')} />
      </div>
    </StateMessage>
  );
}
