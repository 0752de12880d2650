import { StatusMark, visuallyHidden } from '@michi/status-react';
import type { PlaceSummary } from '../model/columns';
import type { LineWriter } from './useLineWriter';

/** A service in one environment: its state, its version and since when. */
export function PlaceText(props: {
  summary: PlaceSummary;
  writer: LineWriter;
}) {
  const { summary, writer } = props;
  const { place, tone, others, distinction } = summary;
  const { t, states, ago, exact, classes } = writer;
  const condition = states(
    place.live ? `condition.${place.condition}` : 'condition.unknown',
  );
  const version = place.version ?? t('table.noVersion');
  const hint = [
    `${place.application}@${place.instance}`,
    condition,
    version,
    place.deployedAt && t('table.deployed', { when: exact(place.deployedAt) }),
    others > 0 && t('table.otherPlacesHint', { count: others }),
  ];
  return (
    <span title={hint.filter(Boolean).join(' · ')}>
      <StatusMark tone={tone} />
      <span style={visuallyHidden}>{condition}</span>{' '}
      <span className={classes.text}>{version}</span>{' '}
      {distinction && <span className={classes.detail}>{distinction}</span>}{' '}
      {place.deployedAt && (
        <span className={`${classes.detail} ${classes.since}`}>
          {ago(place.deployedAt)}
        </span>
      )}{' '}
      {others > 0 && (
        <span className={classes.detail}>
          {t('table.otherPlaces', { count: others })}
        </span>
      )}
    </span>
  );
}
