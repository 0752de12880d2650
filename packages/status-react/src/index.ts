/**
 * Small shared views: status badge, freshness, times, and the states that are
 * not data. And the state itself, as one discriminated union that keeps itself
 * up to date.
 *
 * @packageDocumentation
 */
export {
  useSignedInPerson,
  type SignedInPerson,
} from './person/useSignedInPerson';
export * from './state/LiveQuery';
export * from './state/QueryState';
export * from './state/useLiveQuery';
export { Duration, Elapsed } from './time/Duration';
export { RelativeTime } from './time/RelativeTime';
export { useTickingText } from './time/ticker';
export { useLanguage, useTimeText, type TimeText } from './time/useTimeText';
export {
  describeError,
  type ErrorDescription,
  type ErrorProblem,
} from './views/describeError';
export { ErrorMessage, StaleMessage } from './views/ErrorMessage';
export { ErrorReason } from './views/ErrorReason';
export { Freshness } from './views/Freshness';
export { QueryView } from './views/QueryView';
export { Loading, SkeletonText } from './views/Skeleton';
export { StateMessage } from './views/StateMessage';
export { StatusBadge, StatusMark, type Tone } from './views/StatusBadge';
export { statusTranslationRef } from './translation';
export { visuallyHidden } from './views/visuallyHidden';
