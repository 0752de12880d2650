import { makeStyles } from '@material-ui/core/styles';
import type { Plan } from '@michi/plugin-deploy-status-common';
import { visuallyHidden } from '@michi/status-react';
import { useActionWords } from '../hooks/useActionWords';

const useStyles = makeStyles(theme => ({
  title: { margin: theme.spacing(2, 0, 0.5), fontSize: 13, fontWeight: 600 },
  file: {
    margin: theme.spacing(0, 0, 1),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    overflow: 'hidden',
  },
  place: {
    padding: theme.spacing(0.5, 1.5),
    fontSize: 12,
    color: theme.palette.textSubtle,
    borderBottom: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  lines: {
    margin: 0,
    padding: theme.spacing(0.5, 1.5),
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: 12,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  before: { display: 'block', color: theme.palette.textSubtle },
  after: { display: 'block', fontWeight: 600 },
}));

/** The lines of the pull request, as they are and as they would be. */
export function FileChanges({
  files,
}: {
  files: Plan['files'];
}): JSX.Element | null {
  const classes = useStyles();
  const { t } = useActionWords();
  if (files.length === 0) return null;
  return (
    <>
      <h4 className={classes.title}>{t('plan.files')}</h4>
      {files.map(({ path, line, before, after }) => (
        <figure key={`${path} ${line}`} className={classes.file}>
          <figcaption className={classes.place}>
            {t('plan.line', { path, line: String(line) })}
          </figcaption>
          <div className={classes.lines}>
            <del className={classes.before} style={{ textDecoration: 'none' }}>
              <span aria-hidden="true">− </span>
              <span style={visuallyHidden}>{t('plan.before')}: </span>
              {before.trim()}
            </del>
            <ins className={classes.after} style={{ textDecoration: 'none' }}>
              <span aria-hidden="true">+ </span>
              <span style={visuallyHidden}>{t('plan.after')}: </span>
              {after.trim()}
            </ins>
          </div>
        </figure>
      ))}
    </>
  );
}
