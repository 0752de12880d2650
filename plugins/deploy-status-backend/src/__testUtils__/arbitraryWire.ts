import { deflateSync, gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import {
  body,
  pathPart,
  valid,
  type Context,
  type JsonSchema,
} from './arbitraryRequest';
import type { WireRequest } from './wire';

const NDJSON = 'application/x-ndjson';

/** An operation of an OpenAPI document, as far as ours have it. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: Array<{ name: string; schema: JsonSchema }>;
  /** What it takes; nothing where it is absent. */
  takes?: { type: string; schema: JsonSchema };
}

const NONE: Record<string, string> = {};

const encoded = (part: string) =>
  // A lone surrogate has no encoding.
  encodeURIComponent(Buffer.from(part).toString());

const toBytes = (type: string, content: unknown) =>
  Buffer.from(
    type === NDJSON && Array.isArray(content)
      ? content.map(line => JSON.stringify(line)).join('\n')
      : JSON.stringify(content),
  );

type Part = (
  schema: JsonSchema,
  context: Context,
  name: string,
) => Arbitrary<string>;
type Content = (schema: JsonSchema, context: Context) => Arbitrary<unknown>;

function requests(
  { method, path, parameters, takes }: Operation,
  context: Context,
  part: Part,
  content: Content,
): Arbitrary<WireRequest> {
  const parts = fc.tuple(
    ...parameters.map(({ name, schema }) => part(schema, context, name)),
  );
  const bytes = takes
    ? (takes.type === NDJSON
        ? fc.array(content(takes.schema, context), { maxLength: 5 })
        : content(takes.schema, context)
      ).map(value => toBytes(takes.type, value))
    : fc.constant(undefined);
  return fc.tuple(parts, bytes).map(([values, sent]): WireRequest => ({
    method: method.toUpperCase(),
    path: parameters.reduce(
      (text, { name }, index) =>
        text.replace(`{${name}}`, () => encoded(values[index] ?? '')),
      path,
    ),
    headers: takes ? { 'content-type': takes.type } : NONE,
    ...(sent && { body: sent }),
  }));
}

/** Requests as the document has them. */
export const asDocumented = (operation: Operation, context: Context) =>
  requests(
    operation,
    context,
    (schema, of, name) => valid(schema, of, `path:${name}`).map(String),
    valid,
  );

/** Requests with values that nobody means to send. */
export const mistaken = (operation: Operation, context: Context) =>
  requests(operation, context, pathPart, body);

const latin = (text: string) => Buffer.from(text, 'latin1');
const DEEP = 50_000;

/** Bodies that no program means to send; each is tried. */
export const BYTES: readonly Buffer[] = [
  latin(''),
  latin(' \n'),
  latin('null'),
  latin('[]'),
  latin('"text"'),
  latin('{'),
  latin('{}}'),
  latin("{'a':1}"),
  latin('{"a":NaN}'),
  latin('{"a":1e999,"limit":-1e999}'),
  latin('{"limit":123456789012345678901234567890,"since":1e400}'),
  latin('{"__proto__":{"target":1},"constructor":{"prototype":{"a":1}}}'),
  latin('{"entityRefs":{"__proto__":[],"length":1e9}}'),
  latin('{"entityRefs":["a"],"entityRefs":["b"]}'),
  latin('{"entityRefs":["\\ud800","\\u0000"],"since":"\\udfff"}'),
  latin(`{"since":"+275760-09-13T00:00:00Z","until":"0000-01-01T00:00:00Z"}`),
  Buffer.from('\ufeff{}'),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0, 0, 0, 0]),
  latin('['.repeat(DEEP) + ']'.repeat(DEEP)),
  latin('{"a":'.repeat(DEEP)),
  latin(`{"target":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
];

/** Changes of a request on its way. */
export type Change = (request: WireRequest) => WireRequest;

const withHeaders =
  (headers: Record<string, string>): Change =>
  request => ({ ...request, headers: { ...request.headers, ...headers } });
const withBody =
  (bytes: (body: Buffer) => Buffer, headers = {}): Change =>
  request =>
    request.body
      ? {
          ...request,
          body: bytes(request.body),
          headers: { ...request.headers, ...headers },
        }
      : request;

const MORE_THAN_A_MEGABYTE = 1024 * 1024 + 1;

/** More than is taken, of which nothing but the amount is wrong. */
export const TOO_LARGE: readonly Change[] = [
  withBody(bytes =>
    Buffer.concat([bytes, Buffer.alloc(MORE_THAN_A_MEGABYTE, ' ')]),
  ),
  // Small on the way, and large where it arrives.
  withBody(
    bytes =>
      gzipSync(Buffer.concat([bytes, Buffer.alloc(MORE_THAN_A_MEGABYTE, ' ')])),
    { 'content-encoding': 'gzip' },
  ),
];

/** Bodies in a type, a charset or an encoding, which they may have or not. */
export const IN_OTHER_WAYS: readonly Change[] = [
  ...[
    'text/plain',
    'text/plain; charset=utf-16',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'application/json; charset=utf-7',
    'application/json; charset=utf-99',
    'application/json; charset="',
    'application/vnd.api+json',
    'application/x-ndjson',
    '*/*',
    ';',
    '',
  ].map(type => withHeaders({ 'content-type': type })),
  withBody(bytes => Buffer.from(bytes.toString(), 'utf16le'), {
    'content-type': 'application/json; charset=utf-16',
  }),
  ...['br', 'zstd', 'gzip', 'deflate', 'gzip, gzip', 'identity', 'none'].map(
    encoding => withHeaders({ 'content-encoding': encoding }),
  ),
  withBody(bytes => gzipSync(bytes), { 'content-encoding': 'gzip' }),
  withBody(bytes => deflateSync(bytes), { 'content-encoding': 'DEFLATE' }),
  withBody(bytes => gzipSync(bytes).subarray(0, -9), {
    'content-encoding': 'gzip',
  }),
];

/** Searches, which no route of ours has. */
export const SEARCHES: readonly Change[] = [
  '?',
  '?a=1&a=2&a[b]=3',
  '?__proto__[a]=1&constructor[prototype][a]=1',
  '?%zz=%ff&=&&',
  '?a=%00',
  `?${'a[b]'.repeat(1_000)}=1`,
  `?${Array.from({ length: 1_200 }, (_, at) => `p${at}=1`).join('&')}`,
].map((search): Change => request => ({
  ...request,
  path: request.path + search,
}));

const CONDITIONAL: ReadonlyArray<Record<string, string>> = [
  { 'if-none-match': '"none"' },
  { 'if-match': '"none"', 'if-unmodified-since': 'no date' },
  { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
  { range: 'bytes=5-1', 'if-range': '"none"' },
  { accept: 'image/png', 'accept-encoding': 'identity;q=0, *;q=0' },
  { 'accept-charset': 'x', 'accept-language': '\u00ff' },
  { 'x-http-method-override': 'DELETE', 'x-forwarded-host': '<script>' },
  { origin: 'https://elsewhere.example', cookie: 'a=%zz; __proto__=1' },
];
/** Headers that ask for an answer under a condition, or in a form, of which there is none. */
export const CONDITIONS: readonly Change[] = CONDITIONAL.map(withHeaders);

/** What stands in the path in place of a part of it, as it is. */
export const PARTS: readonly string[] = [
  '%zz',
  '%',
  '%00',
  '%ff%fe',
  '%c0%af',
  '%2e%2e',
  '..',
  '.',
  '',
  '%2f',
  '%u0041',
  '__proto__',
  'constructor',
  ':kind',
  '*',
  'a;b=c',
  'a'.repeat(5_000),
];

/** Puts a text into the path of a request in place of one of its parameters, if it has any. */
export function inPath(
  operation: Operation,
  part: string,
  which: number,
): Change[] {
  const places = operation.path
    .split('/')
    .flatMap((piece, at) => (piece.startsWith('{') ? [at] : []));
  const place = places[which % places.length];
  return place === undefined
    ? []
    : [
        request => ({
          ...request,
          path: request.path
            .split('/')
            .map((piece, at) => (at === place ? part : piece))
            .join('/'),
        }),
      ];
}
