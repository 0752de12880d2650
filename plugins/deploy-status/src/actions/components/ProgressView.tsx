import { makeStyles } from '@material-ui/core/styles';
import { Elapsed, StatusMark, type Tone } from '@michi/status-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../hooks/useWords';
import { useActionWords } from '../hooks/useActionWords';
import type { Intent } from '../model/intent';
import { isOver, type Progress } from '../model/progress';

/** Argo CD begins within seconds; after this it is worth a word. */
const LONG_MS = 20_000;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    alignItems: 'baseline',
  },
  title: { fontWeight: 600 },
  detail: {
    gridColumn: 2,
    fontSize: 13,
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
    margin: theme.spacing(0.5, 0, 0),
  },
}));

const TONES: Record<Progress['stage'], Tone> = {
  asked: 'progress',
  running: 'progress',
  stopping: 'progress',
  failed: 'bad',
  'rolling-out': 'progress',
  settling: 'progress',
  unhealthy: 'bad',
  differs: 'attention',
  done: 'good',
  silent: 'unknown',
};

/** How far it has come, read aloud as it changes. */
export function ProgressView(props: {
  intent: Intent;
  progress: Progress;
  /** When it was asked for. */
  since: string;
}): JSX.Element {
  const { intent, progress, since } = props;
  const classes = useStyles();
  const title = useProgressTitle(intent, progress);
  return (
    <div className={classes.root}>
      <StatusMark tone={TONES[progress.stage]} />
      <div>
        <span role="status" className={classes.title}>
          {title}
        </span>
        {!isOver(progress) && (
          <>
            {' · '}
            <Elapsed since={since} />
          </>
        )}
      </div>
      <ProgressDetail intent={intent} progress={progress} />
    </div>
  );
}

function useProgressTitle(intent: Intent, progress: Progress): string {
  const { t } = useActionWords();
  const { action, environment, target } = intent;
  switch (progress.stage) {
    case 'asked':
      return t(
        action === 'terminate' ? 'progress.askedToStop' : 'progress.asked',
      );
    case 'running':
      return t('progress.running');
    case 'stopping':
      return t('progress.stopping');
    case 'failed':
      return t('progress.failed');
    case 'rolling-out':
      return t('progress.rollingOut');
    case 'settling':
      return t('progress.settling');
    case 'unhealthy':
      return t('progress.unhealthy');
    case 'differs':
      return action === 'rollback'
        ? t('progress.rolledBack', { environment })
        : t('progress.differs');
    case 'silent':
      return t('progress.silent');
    default:
      break;
  }
  if (action === 'promote') return t('progress.opened');
  if (action === 'terminate') return t('progress.stopped');
  return t('progress.deployed', { name: target.name, environment });
}

interface Line {
  words?: string;
  /** In Argo CD's own words. */
  said?: string;
}

function ProgressDetail(props: { intent: Intent; progress: Progress }) {
  const { intent, progress } = props;
  const classes = useStyles();
  const { t } = useActionWords();
  const { t: common } = useWords();
  const isLong = useIsLong(progress.stage === 'asked');
  const { environment, action } = intent;
  const lines = (): Line[] => {
    switch (progress.stage) {
      case 'asked':
        return isLong ? [{ words: t('progress.askedLong') }] : [];
      case 'running':
      case 'stopping':
      case 'failed': {
        const { operation, stage } = progress;
        return [
          {
            words: [
              operation.progress &&
                t('progress.applied', {
                  done: String(operation.progress.done),
                  total: String(operation.progress.total),
                }),
              operation.retries > 0 &&
                t('progress.retries', { count: operation.retries }),
            ]
              .filter(Boolean)
              .join(' · '),
          },
          ...operation.hooks.map(({ type, name, phase, message }) => ({
            words: t('progress.hook', {
              type,
              name,
              phase: common(`phase.${phase}`),
            }),
            said: message,
          })),
          { said: operation.message },
          stage === 'failed'
            ? { words: t('progress.failedHint', { environment }) }
            : {},
        ];
      }
      case 'rolling-out':
      case 'unhealthy':
        return [
          { said: progress.application.healthMessage },
          ...progress.application.troubles.map(({ kind, name, message }) => ({
            said: message && `${kind}/${name}: ${message}`,
          })),
          progress.stage === 'unhealthy'
            ? { words: t('progress.unhealthyHint', { environment }) }
            : {},
        ];
      case 'differs':
        return [
          {
            words:
              action === 'rollback'
                ? t('progress.rolledBackHint')
                : t('progress.differsHint'),
          },
        ];
      case 'silent':
        return [{ words: t('progress.silentHint') }];
      default:
        return [
          action === 'promote'
            ? { words: t('progress.openedHint', { environment }) }
            : {},
          action === 'terminate'
            ? { words: t('progress.stoppedHint', { environment }) }
            : {},
        ];
    }
  };
  const distinct = new Map(
    lines()
      .filter(({ words, said }) => words || said)
      .map(line => [`${line.words ?? ''} ${line.said ?? ''}`, line]),
  );
  return (
    <>
      {Array.from(distinct, ([key, { words, said }]) => (
        <p key={key} className={classes.detail}>
          {words}
          {words && said && ' · '}
          {said && <span lang="en">{said}</span>}
        </p>
      ))}
    </>
  );
}

/** Whether something has been so for longer than it should. */
function useIsLong(isSo: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isSo) {
      setLong(false);
      return undefined;
    }
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isLong;
}
