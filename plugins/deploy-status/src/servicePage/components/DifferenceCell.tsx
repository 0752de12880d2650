import { makeStyles } from '@material-ui/core/styles';
import type { Difference } from '@michi/plugin-deploy-status-common';
import { StatusBadge } from '@michi/status-react';
import { useServiceWords } from '../hooks/useServiceWords';
import { DisclosureButton } from './DisclosureButton';

const useStyles = makeStyles(theme => ({
  subtle: { color: theme.palette.textSubtle },
}));

/** By how much an environment is ahead of the next one; opens the list of commits. */
export function DifferenceCell(props: {
  difference: Difference;
  /** Whether both run the same version. */
  isSameVersion: boolean;
  isOpen: boolean;
  /** The id of what is opened. */
  controls: string;
  onToggle(): void;
}) {
  const { difference, isSameVersion, isOpen, controls, onToggle } = props;
  const classes = useStyles();
  const t = useServiceWords();
  const { state, newest, url, problem, behind } = difference;
  // The commit that brought a version here is nothing that the other one lacks.
  const isNothing =
    state === 'same' ||
    (isSameVersion && (state === 'behind' || state === 'diverged'));
  const differenceText = useDifferenceText(difference);
  const text = isNothing ? t('difference.same') : differenceText;
  if (isNothing) return <span className={classes.subtle}>{text}</span>;
  const label =
    state === 'ahead' ? (
      text
    ) : (
      <StatusBadge
        tone={state === 'unknown' ? 'unknown' : 'attention'}
        label={text}
      />
    );
  if (newest.length === 0 && !url && !problem) return <>{label}</>;
  return (
    <DisclosureButton
      isOpen={isOpen}
      controls={controls}
      onToggle={onToggle}
      aloud={t('difference.show', { behind })}
    >
      {label}
    </DisclosureButton>
  );
}

function useDifferenceText({ state, commits }: Difference): string {
  const t = useServiceWords();
  switch (state) {
    case 'same':
      return t('difference.same');
    case 'ahead':
      return commits === undefined
        ? t('difference.some')
        : t('difference.commits', { count: commits });
    case 'behind':
      return t('difference.behind');
    case 'diverged':
      return t('difference.diverged');
    default:
      return t('difference.unknown');
  }
}
