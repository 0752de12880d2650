import { alpha, makeStyles, type Theme } from '@material-ui/core/styles';
import { forwardRef, type ForwardedRef, type ReactNode } from 'react';

/**
 * A shade at each side where there is more, without a script: the covers move
 * with what scrolls, and so reach the edges, and hide the shades, at its ends.
 */
function shades(theme: Theme, background: string) {
  const shade = alpha(theme.palette.text.primary, 0.24);
  return {
    backgroundImage: [
      `linear-gradient(to right, ${background} 50%, ${alpha(background, 0)})`,
      `linear-gradient(to left, ${background} 50%, ${alpha(background, 0)})`,
      `linear-gradient(to right, ${shade}, ${alpha(shade, 0)})`,
      `linear-gradient(to left, ${shade}, ${alpha(shade, 0)})`,
    ].join(', '),
    backgroundPosition: 'left, right, left, right',
    backgroundSize: '40px 100%, 40px 100%, 14px 100%, 14px 100%',
    backgroundRepeat: 'no-repeat',
    backgroundAttachment: 'local, local, scroll, scroll',
  };
}

const useStyles = makeStyles(theme => ({
  root: {
    overflowX: 'auto',
    minWidth: 0,
    // What is only read aloud is placed in it, else that would widen the page.
    position: 'relative',
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  // Where tables are cut off. A browser paints such a background anew with each
  // step that is scrolled, which thousands of rows on a wide screen are spared.
  page: {
    [theme.breakpoints.down('md')]: shades(
      theme,
      theme.palette.background.default,
    ),
  },
  paper: {
    [theme.breakpoints.down('md')]: shades(
      theme,
      theme.palette.background.paper,
    ),
  },
}));

interface ScrollAreaProps {
  label: string;
  /** A region is a landmark of its own. */
  role?: 'group' | 'region';
  /** What it lies on. */
  on: 'page' | 'paper';
  className?: string;
  children: ReactNode;
}

function Area(props: ScrollAreaProps, ref: ForwardedRef<HTMLDivElement>) {
  const { label, role = 'group', on, className, children } = props;
  const classes = useStyles();
  return (
    <div
      ref={ref}
      role={role}
      aria-label={label}
      // Else whoever has no mouse cannot scroll what has no links.
      tabIndex={0}
      className={[classes.root, classes[on], className]
        .filter(Boolean)
        .join(' ')}
    >
      {children}
    </div>
  );
}

/** What may be wider than there is room: it scrolls by keyboard too, and shows at its edges that it does. */
export const ScrollArea = forwardRef(Area);
