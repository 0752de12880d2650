import { InputError } from '@backstage/errors';
import type { UpstreamRequest } from './types';

/** The configured base, checked once. */
export function parseBaseUrl(system: string, name: string, url: string): URL {
  const what = `The URL of ${system} '${name}'`;
  if (!URL.canParse(url)) {
    throw new InputError(
      `${what} is not a URL. Write it like https://argocd.example.com`,
    );
  }
  const base = new URL(url);
  if (base.protocol !== 'https:' && base.protocol !== 'http:') {
    throw new InputError(`${what} must start with https:// or http://`);
  }
  if (base.username || base.password) {
    throw new InputError(
      `${what} carries credentials. Configure them apart from the URL, where they are kept secret`,
    );
  }
  return base;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw new InputError('A path segment has a malformed escape', error);
  }
}

function checkedSegment(segment: string): string {
  const plain = decoded(segment);
  if (plain === '.' || plain === '..' || plain.includes('\\')) {
    throw new InputError(
      `The path segment ${JSON.stringify(plain)} would leave the path it belongs to`,
    );
  }
  return segment;
}

/**
 * The path and query to request, always below the path of the base: `..`, its
 * escaped forms, queries and fragments inside the path are refused.
 */
export function requestPath(
  base: URL,
  path: string | readonly string[],
  query: UpstreamRequest<unknown>['query'] = {},
): { path: string; pathAndQuery: string } {
  if (typeof path === 'string' && /[?#\s]/.test(path)) {
    throw new InputError(
      'A path carries no query, fragment or space; pass the query apart',
    );
  }
  const segments =
    typeof path === 'string'
      ? path.split('/').filter(segment => segment !== '')
      : path.map(segment => {
          if (segment === '') {
            throw new InputError('A path segment is empty');
          }
          return encodeURIComponent(segment);
        });
  const prefix = base.pathname.replace(/\/+$/, '');
  const full = [prefix, ...segments.map(checkedSegment)].join('/') || '/';

  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (Array.isArray(value)) {
      value.forEach(one => search.append(key, one));
    } else if (value !== undefined) {
      search.append(key, String(value));
    }
  }
  const suffix = search.size > 0 ? `?${search}` : '';
  return { path: full, pathAndQuery: `${full}${suffix}` };
}
