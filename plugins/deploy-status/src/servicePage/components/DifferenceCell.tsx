import { makeStyles } from '@material-ui/core/styles';
import type { Difference } from '@michi/plugin-deploy-status-common';
import { StatusBadge } from '@michi/status-react';
import { useServiceWords } from '../hooks/useServiceWords';
import type { Comparison } from '../model/difference';
import { DisclosureButton } from './DisclosureButton';

const useStyles = makeStyles(theme => ({
  subtle: { color: theme.palette.textSubtle },
}));

/** By how much an environment is ahead of the next one; opens the list of commits. */
export function DifferenceCell(props: {
  difference: Difference;
  comparison: Comparison;
  isOpen: boolean;
  /** The id of what is opened. */
  controls: string;
  onToggle(): void;
}) {
  const { difference, comparison, isOpen, controls, onToggle } = props;
  const classes = useStyles();
  const t = useServiceWords();
  const { state, newest, url, problem, behind } = difference;
  const text = useDifferenceText(difference);
  if (comparison !== 'commits') {
    return (
      <span className={classes.subtle}>
        {comparison === 'moving' ? '–' : t(`difference.${comparison}`)}
      </span>
    );
  }
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
