import { makeStyles } from '@material-ui/core/styles';
import { useActionWords } from '../hooks/useActionWords';

const useStyles = makeStyles(theme => ({
  root: { margin: 0, fontSize: 13, overflowWrap: 'anywhere' },
  speaker: { color: theme.palette.textSubtle },
}));

/** What Argo CD or the Git host says itself, as it says it: nobody can translate it. */
export function Quotation({
  of = 'argocd',
  text,
}: {
  of?: 'argocd' | 'gitHost';
  text: string;
}): JSX.Element {
  const classes = useStyles();
  const { t } = useActionWords();
  return (
    <div className={classes.root}>
      <span className={classes.speaker}>{t(`quotation.${of}`)}</span>{' '}
      <span lang="en">{text}</span>
    </div>
  );
}
