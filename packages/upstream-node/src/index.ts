export { createUpstream } from './client';
export { isUpstreamError, UpstreamError } from './errors';
export type { UpstreamCall, UpstreamErrorKind } from './errors';
export { backoffMs } from './retry';
export { pause } from './deadline';
export type { ItemReader } from './items';
export type {
  Upstream,
  UpstreamHeaders,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamState,
  UpstreamStreamRequest,
} from './types';
