import { makeStyles } from '@material-ui/core/styles';
import type { Plan, Revision } from '@michi/plugin-deploy-status-common';
import { useActionWords } from '../hooks/useActionWords';
import {
  imageChanges,
  isSameImage,
  revisionChanges,
  shortName,
  textOfImage,
} from '../model/change';
import { CommitText } from './CommitText';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    fontSize: 14,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'baseline',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      overflowWrap: 'anywhere',
    },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontSize: 12,
      fontWeight: 500,
    },
    '& thead th:first-child': { width: '24%' },
    '& tbody th': { fontWeight: 400, color: theme.palette.textSubtle },
    '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  after: { fontWeight: 600 },
  subtle: { color: theme.palette.textSubtle },
}));

/** Commits and images: now, and after. */
export function ChangeTable({
  plan,
  known,
}: {
  plan: Pick<Plan, 'revisions' | 'images'>;
  /** Commits of which the page knows more than the plan may. */
  known: Revision[];
}): JSX.Element | null {
  const classes = useStyles();
  const { t } = useActionWords();
  const nothing = <span className={classes.subtle}>{t('plan.nothing')}</span>;
  const images = imageChanges(plan);
  const revisions = revisionChanges(plan, known);
  if (images.length + revisions.length === 0) return null;
  const same = <span className={classes.subtle}>{t('plan.same')}</span>;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('plan.what')}</th>
            <th scope="col">{t('plan.now')}</th>
            <th scope="col">{t('plan.after')}</th>
          </tr>
        </thead>
        <tbody>
          {images.map(change => (
            <tr key={change.name}>
              <th scope="row" title={change.name}>
                {t('plan.image', { name: shortName(change.name) })}
              </th>
              <td>
                {change.from.length > 0
                  ? change.from.map(textOfImage).join(', ')
                  : nothing}
              </td>
              <td>
                {isSameImage(change) ? (
                  same
                ) : (
                  <span className={classes.after}>
                    {textOfImage(change.to)}
                  </span>
                )}
              </td>
            </tr>
          ))}
          {revisions.map(({ key, from, to }) => (
            <tr key={key}>
              <th scope="row">{t('plan.commit')}</th>
              <td>{from ? <CommitText revision={from} /> : nothing}</td>
              <td>
                {to.id === from?.id ? (
                  same
                ) : (
                  <span className={classes.after}>
                    <CommitText revision={to} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
