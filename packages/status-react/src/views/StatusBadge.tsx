import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { visuallyHidden } from './visuallyHidden';

/**
 * The four states that colour may carry, and `progress`, which carries none of
 * them: something is on its way and its end is not known.
 */
export type Tone = 'good' | 'attention' | 'bad' | 'unknown' | 'progress';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: 6,
  },
  // In the middle of the first line's letters, whose baseline it stands on.
  mark: { flex: 'none', marginBottom: -1 },
  good: { color: theme.palette.status.ok },
  attention: { color: theme.palette.status.warning },
  bad: { color: theme.palette.status.error },
  unknown: { color: theme.palette.textSubtle },
  progress: { color: theme.palette.primary.main },
}));

/** Each state has its own shape, so that it reads without colour. */
const SHAPES: Record<Tone, JSX.Element> = {
  good: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  attention: <path d="M6 0.8L11.6 11H0.4Z" fill="currentColor" />,
  bad: (
    <path
      d="M2 2L10 10M10 2L2 10"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
    />
  ),
  unknown: (
    <circle
      cx="6"
      cy="6"
      r="4.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.6 2"
    />
  ),
  progress: (
    <>
      <circle
        cx="6"
        cy="6"
        r="4.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
      <path d="M6 1.6A4.4 4.4 0 0 1 6 10.4Z" fill="currentColor" />
    </>
  ),
};

/** Only the shape of a state, for places where the word stands elsewhere. */
export function StatusMark({ tone, size = 12 }: { tone: Tone; size?: number }) {
  const classes = useStyles();
  return (
    <svg
      className={`${classes.mark} ${classes[tone]}`}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      data-tone={tone}
    >
      {SHAPES[tone]}
    </svg>
  );
}

/** A state as colour, shape and word. */
export function StatusBadge(props: {
  tone: Tone;
  /** The word: `Healthy`. Plain text where `compact` is set, which shows it on hover. */
  label: ReactNode;
  /** Shows only the shape; the word is read aloud and appears on hover. */
  compact?: boolean;
}) {
  const { tone, label, compact } = props;
  const classes = useStyles();
  return (
    <span
      className={classes.root}
      title={compact && typeof label === 'string' ? label : undefined}
    >
      <StatusMark tone={tone} />
      <span style={compact ? visuallyHidden : undefined}>{label}</span>
    </span>
  );
}
