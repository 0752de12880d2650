import type { ServiceRow } from '@michi/plugin-deploy-status-common';
import { StatusMark } from '@michi/status-react';
import { ATTENTION_WORDS, toneOfAttention } from '../model/attention';
import type { LineWriter } from './useLineWriter';

/** The first thing to know about a service, why, and how much more there is. */
export function NoticeText(props: { row: ServiceRow; writer: LineWriter }) {
  const { row, writer } = props;
  const { t, ago, classes } = writer;
  const [first, ...more] = row.attention;
  if (!first) return null;
  const describe = ({ kind, environment }: (typeof row.attention)[number]) => {
    const what = t(`attention.${ATTENTION_WORDS[kind]}`);
    // "Not in production in production" says nothing more.
    return environment && kind !== 'not-in-production'
      ? t('table.inEnvironment', { what, environment })
      : what;
  };
  const why = reasonOf(row, writer);
  // Only of what was found Argo CD says something itself.
  const isQuoted = row.state === 'found';
  return (
    <span
      title={[...row.attention.map(describe), why].filter(Boolean).join('\n')}
    >
      <StatusMark tone={toneOfAttention(first.kind)} />{' '}
      <span className={classes.text}>{describe(first)}</span>{' '}
      {first.since && (
        <span className={`${classes.detail} ${classes.since}`}>
          {ago(first.since)}
        </span>
      )}{' '}
      {more.length > 0 && (
        <span className={classes.detail}>
          {t('table.more', { count: more.length })}
        </span>
      )}{' '}
      {why && (
        <span className={classes.detail} lang={isQuoted ? 'en' : undefined}>
          {why}
        </span>
      )}
    </span>
  );
}

/** In Argo CD's words where it has some, or what to do. */
function reasonOf(row: ServiceRow, { t }: LineWriter): string | undefined {
  switch (row.state) {
    case 'not-annotated':
      return t('table.addAnnotation');
    case 'missing':
      return t('table.notFound');
    case 'waiting':
      return t('table.notAsked');
    default:
      return row.places.find(
        ({ environment, message }) =>
          message && environment === row.attention[0]?.environment,
      )?.message;
  }
}
