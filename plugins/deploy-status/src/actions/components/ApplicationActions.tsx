import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Application,
  Deployment,
} from '@michi/plugin-deploy-status-common';
import { useRef, useState } from 'react';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import {
  lastGoodBefore,
  offersOf,
  targetOf,
  type Offered,
} from '../model/offers';
import { currentDeployment } from '../../model/running';
import { versionOfDeployment } from '../../model/version';
import { ActionButton } from './ActionButton';
import { ActionsMenu } from './ActionsMenu';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
  },
  more: { minWidth: 32, padding: theme.spacing(0.25, 0.5), lineHeight: 1.4 },
}));

/**
 * What can be done to one Application, for its row in the matrix of
 * environments: sync, retry where the last operation failed, roll back to the
 * last good deployment before (most likely wanted where what runs never worked), stop where one runs, refresh. A button for what is
 * most likely wanted, and a menu of all.
 * Must be inside an {@link ActionsProvider}.
 */
export function ApplicationActions({
  application,
  deployments,
  place = application.environment,
}: {
  application: Application;
  /** The last deployments, among which is what to go back to; absent until they are known. */
  deployments?: Deployment[];
  /** The environment, with what tells the Application from others there. */
  place?: string;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  const { grantOf, open } = useActions();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const { name, instance } = application;
  const earlier = deployments && lastGoodBefore(application, deployments);
  const known = deployments && {
    current: currentDeployment(application, deployments),
    earlier,
  };
  const { all, likely } = offersOf(application, known);
  const start = (offered: Offered) => {
    const intent = intentOf(offered, application, earlier);
    // What was clicked may be gone when the dialog closes; the menu's button stays.
    if (intent) open(intent, more.current);
  };
  const label = t('offer.menu', { name, environment: place });
  return (
    <span className={classes.root}>
      {likely && grantOf(likely, instance) === 'granted' && (
        <ActionButton
          grant="granted"
          denial={undefined}
          onClick={() => start(likely)}
        >
          {t(`offer.${likely}`)}
        </ActionButton>
      )}
      <Button
        ref={more}
        size="small"
        className={classes.more}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        onClick={() => setMenuOpen(true)}
      >
        <span aria-hidden="true">⋯</span>
      </Button>
      <ActionsMenu
        anchor={isMenuOpen ? more.current : null}
        application={application}
        label={label}
        offered={all}
        way={
          deployments
            ? { back: earlier && { version: versionOfDeployment(earlier) } }
            : undefined
        }
        onChoose={offered => {
          setMenuOpen(false);
          start(offered);
        }}
        onClose={() => setMenuOpen(false)}
      />
    </span>
  );
}

function intentOf(
  offered: Offered,
  application: Application,
  earlier: Deployment | undefined,
): Intent | undefined {
  const common = {
    target: targetOf(application),
    environment: application.environment,
  };
  switch (offered) {
    case 'sync':
      return { action: 'sync', prune: false, ...common };
    case 'rollback':
      return (
        earlier && {
          action: 'rollback',
          deploymentId: earlier.id,
          version: versionOfDeployment(earlier),
          revisions: earlier.revisions,
          ...common,
        }
      );
    default:
      return { action: offered, ...common };
  }
}
