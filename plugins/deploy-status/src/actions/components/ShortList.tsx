import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useState, type ReactNode } from 'react';
import { useActionWords } from '../hooks/useActionWords';

/** The rest is one click away, so that what comes below stays in sight. */
const SHOWN = 10;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
  item: {
    display: 'grid',
    gridTemplateColumns: '8em minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  },
  more: { textTransform: 'none' },
}));

/** The first of many things, in two columns each, and the others on request. */
export function ShortList<T>({
  items,
  keyOf,
  labelledBy,
  children,
}: {
  items: T[];
  keyOf(item: T): string;
  /** The id of its heading. */
  labelledBy: string;
  /** Both columns of an item. */
  children(item: T): ReactNode;
}): JSX.Element | null {
  const classes = useStyles();
  const { t } = useActionWords();
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return null;
  return (
    <>
      <ul className={classes.list} aria-labelledby={labelledBy}>
        {items.slice(0, isWhole ? undefined : SHOWN).map(item => (
          <li key={keyOf(item)} className={classes.item}>
            {children(item)}
          </li>
        ))}
      </ul>
      {!isWhole && items.length > SHOWN && (
        <Button
          size="small"
          className={classes.more}
          onClick={() => setWhole(true)}
        >
          {t('plan.showAll', { n: String(items.length) })}
        </Button>
      )}
    </>
  );
}
