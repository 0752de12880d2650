import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    padding: theme.spacing(1.5, 2),
  },
  header: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1.5),
    flexWrap: 'wrap',
    marginBottom: theme.spacing(1),
  },
  title: { margin: 0, fontSize: 15, fontWeight: 600 },
  aside: { color: theme.palette.textSubtle, fontSize: 13 },
  end: { marginLeft: 'auto', fontSize: 13 },
}));

/** A part of the home page: a title, what it comes to, and its content. */
export function Section(props: {
  id: string;
  title: string;
  /** What the content comes to, in a few words. */
  aside?: ReactNode;
  /** At the end of the title's line. */
  end?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, aside, end, children } = props;
  const classes = useStyles();
  return (
    <section className={classes.root} aria-labelledby={id}>
      <div className={classes.header}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside && <span className={classes.aside}>{aside}</span>}
        {end && <span className={classes.end}>{end}</span>}
      </div>
      {children}
    </section>
  );
}
