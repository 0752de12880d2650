import { makeStyles } from '@material-ui/core/styles';
import { Elapsed, RelativeTime } from '@michi/status-react';
import { Fragment, type ReactNode } from 'react';
import { useWords } from '../hooks/useWords';
import type { Condition } from '@michi/plugin-deploy-status-common';
import type { EnvironmentRow } from '../model/environments';
import { headlineOf, type Sentence } from '../model/headline';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: 15,
    lineHeight: 1.5,
    minHeight: '1.5em',
    // Has no spaces to break at: between phrases, then, not within a word.
    '&:lang(ja)': { wordBreak: 'auto-phrase' },
  },
}));

const TROUBLE = {
  degraded: 'headline.degraded',
  failed: 'headline.failed',
  incomparable: 'headline.incomparable',
  error: 'headline.error',
  missing: 'headline.missing',
  suspended: 'headline.suspended',
  outOfSync: 'headline.outOfSync',
} as const satisfies Partial<Record<Condition, string>>;

const isNamed = (condition: Condition): condition is keyof typeof TROUBLE =>
  condition in TROUBLE;

/** The first line: what the state is, in words. */
export function Headline(props: {
  rows: EnvironmentRow[];
  /** More sentences. */
  children?: ReactNode;
  className?: string;
}) {
  const { rows, children, className } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <p className={`${classes.root} ${className ?? ''}`}>
      {headlineOf(rows).map(sentence => (
        <Fragment key={JSON.stringify(sentence)}>
          <HeadlineSentence sentence={sentence} />
          {t('space')}
        </Fragment>
      ))}
      {children}
    </p>
  );
}

function HeadlineSentence({ sentence }: { sentence: Sentence }): JSX.Element {
  const { t, list, anyOf } = useWords();
  const versionText = (version: string | undefined) =>
    version ?? t('headline.someVersion');
  const say = (): ReactNode => {
    switch (sentence.kind) {
      case 'trouble':
        return (
          isNamed(sentence.condition) && (
            <strong>
              {t(TROUBLE[sentence.condition], {
                environments: list(sentence.environments),
              })}
            </strong>
          )
        );
      case 'deploying':
        return t('headline.deploying', {
          environment: sentence.environment,
          elapsed: <Elapsed since={sentence.since} />,
        });
      case 'unreachable':
        return sentence.since
          ? t('headline.unreachable', {
              environments: list(sentence.environments),
              when: <RelativeTime time={sentence.since} />,
            })
          : t('headline.unreachableEver', {
              environments: list(sentence.environments),
            });
      case 'runs':
        return t('headline.runs', {
          version: versionText(sentence.version),
          environments: list(sentence.environments),
          when: sentence.since ? <RelativeTime time={sentence.since} /> : '',
        });
      case 'alsoRuns':
        return t('headline.alsoRuns', {
          version: versionText(sentence.version),
          environments: list(sentence.environments),
        });
      case 'waits':
        return t('headline.waits', {
          environments: list(sentence.environments),
        });
      case 'absent':
        return t('headline.absent', {
          environments: anyOf(sentence.environments),
        });
      default:
        return t('headline.nowhere');
    }
  };
  return <>{say()}</>;
}
