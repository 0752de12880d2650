export { createUpstream } from './client';
export { isUpstreamError, UpstreamError } from './errors';
export type { UpstreamCall, UpstreamErrorKind } from './errors';
export { backoffMs } from './retry';
export { pause } from './deadline';
export { ItemSplitter } from './ItemSplitter';
export { BrokenJson, parseText } from './json';
export type {
  LargeAnswerReader,
  Upstream,
  UpstreamHeaders,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamState,
  UpstreamStreamRequest,
} from './types';
