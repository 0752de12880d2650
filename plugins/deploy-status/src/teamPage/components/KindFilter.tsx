import { makeStyles } from '@material-ui/core/styles';
import type {
  AttentionKind,
  ServiceRow,
} from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { useMemo } from 'react';
import { useTeamWords } from '../hooks/useTeamWords';
import {
  ATTENTION_KINDS,
  ATTENTION_WORDS,
  countKinds,
  toneOfAttention,
} from '../model/attention';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
  chip: {
    font: 'inherit',
    fontSize: 13,
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    height: 28,
    padding: theme.spacing(0, 1.25),
    cursor: 'pointer',
    color: theme.palette.text.primary,
    backgroundColor: 'transparent',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 14,
    '&:hover': { backgroundColor: theme.palette.infoBackground },
    '&[aria-pressed="true"]': {
      backgroundColor: theme.palette.infoBackground,
      borderColor: theme.palette.primary.main,
      boxShadow: `inset 0 0 0 1px ${theme.palette.primary.main}`,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  count: { color: theme.palette.textSubtle },
}));

/** How many services have each reason to look, and only those on demand. */
export function KindFilter(props: {
  services: ServiceRow[];
  chosen: AttentionKind[];
  onChange(chosen: AttentionKind[]): void;
}) {
  const { services, chosen, onChange } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const counts = useMemo(() => countKinds(services), [services]);
  const kinds = ATTENTION_KINDS.filter(
    kind => counts.has(kind) || chosen.includes(kind),
  );
  if (kinds.length === 0) return null;
  return (
    <div className={classes.root} role="group" aria-label={t('filter.kinds')}>
      {kinds.map(kind => {
        const isChosen = chosen.includes(kind);
        return (
          <button
            key={kind}
            type="button"
            className={classes.chip}
            aria-pressed={isChosen}
            onClick={() =>
              onChange(
                isChosen
                  ? chosen.filter(one => one !== kind)
                  : [...chosen, kind],
              )
            }
          >
            <StatusMark tone={toneOfAttention(kind)} />
            {t(`attention.${ATTENTION_WORDS[kind]}`)}{' '}
            <span className={classes.count}>{counts.get(kind) ?? 0}</span>
          </button>
        );
      })}
    </div>
  );
}
