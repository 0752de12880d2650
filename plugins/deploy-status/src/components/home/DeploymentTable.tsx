import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { outcomeOf, type Deployment } from '@michi/plugin-deploy-status-common';
import { Duration, RelativeTime, StatusBadge } from '@michi/status-react';
import { useWords } from '../../hooks/useWords';
import type { Tell } from '../../model/deploymentPlaces';
import { placeName } from '../../model/places';
import { toneOfOutcome } from '../../model/summary';
import { ScrollArea } from '../ScrollArea';
import { VersionText } from '../VersionText';

const useStyles = makeStyles(theme => ({
  table: {
    borderCollapse: 'collapse',
    fontSize: 13,
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 2, 0.5, 0),
      whiteSpace: 'nowrap',
    },
    '& thead th': { color: theme.palette.textSubtle, fontWeight: 500 },
    '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  numeric: { textAlign: 'right' },
}));

const tookOf = ({ startedAt, finishedAt }: Deployment) =>
  finishedAt && new Date(finishedAt).getTime() - new Date(startedAt).getTime();

/** The deployments behind the chart, newest first. */
export function DeploymentTable({
  deployments,
  tell,
}: {
  deployments: Deployment[];
  tell: Tell;
}) {
  const classes = useStyles();
  const { t } = useWords();
  return (
    <ScrollArea label={t('today.title')} on="paper">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('today.time')}</th>
            <th scope="col">{t('home.service')}</th>
            <th scope="col">{t('card.environment')}</th>
            <th scope="col">{t('card.version')}</th>
            <th scope="col">{t('today.result')}</th>
            <th scope="col">{t('today.took')}</th>
          </tr>
        </thead>
        <tbody>
          {deployments.map(deployment => {
            const took = tookOf(deployment);
            const outcome = outcomeOf(deployment);
            return (
              <tr
                key={`${deployment.instance} ${deployment.application} ${deployment.startedAt}`}
              >
                <td>
                  <RelativeTime time={deployment.startedAt} />
                </td>
                <td>
                  <EntityRefLink
                    entityRef={deployment.entityRef}
                    hideIcon
                    disableTooltip
                  />
                </td>
                <td>{placeName(deployment.environment, tell(deployment))}</td>
                <td>
                  <VersionText of={deployment} name={deployment.application} />
                </td>
                <td>
                  <StatusBadge
                    tone={toneOfOutcome(outcome)}
                    label={t(`phase.${outcome}`)}
                  />
                </td>
                <td className={classes.numeric}>
                  {took ? <Duration milliseconds={took} /> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}
