import assert from 'node:assert/strict';
import { z } from 'zod';
import { isStream, named, type Assertion, type Exchange } from './exchange';

const isApi = (exchange: Exchange) => exchange.request.path.startsWith('/api/');

const isSuccess = (exchange: Exchange) =>
  exchange.status === 200 &&
  isApi(exchange) &&
  !exchange.request.path.includes('/stream/');

const isJsonError = (exchange: Exchange) =>
  exchange.status >= 400 &&
  exchange.headers['content-type'] === 'application/json';

const HTTP_STATUS: Record<number, number> = {
  2: 500,
  3: 400,
  5: 404,
  7: 403,
  9: 400,
  14: 503,
  16: 401,
};

const errorBody = z.strictObject({
  error: z.string(),
  code: z.number(),
  message: z.string(),
});

/** What each kind of refusal says, by the name of the recording. */
const REFUSALS: [
  name: string,
  status: number,
  code: number,
  message: RegExp,
][] = [
  ['error-no-token', 401, 16, /^no session information$/],
  ['error-garbage-token', 401, 16, /^no session information$/],
  [
    'error-tampered-token',
    401,
    16,
    /^invalid session: token signature is invalid/,
  ],
  ['error-get-missing-app', 403, 7, /^permission denied$/],
  [
    'error-get-missing-app-with-project',
    404,
    5,
    /^applications\.argoproj\.io ".+" not found$/,
  ],
  [
    'error-get-app-wrong-project',
    404,
    5,
    /^applications\.argoproj\.io ".+" not found$/,
  ],
  ['error-get-app-namespace-not-enabled', 403, 7, /^permission denied$/],
  ['error-sync-missing-app', 403, 7, /^permission denied$/],
  [
    'error-sync-while-running',
    400,
    9,
    /^another operation is already in progress$/,
  ],
  [
    'error-sync-autosync-other-revision',
    400,
    9,
    /^Cannot sync to .+: auto-sync currently set to main$/,
  ],
  [
    'error-sync-blocked-by-window',
    403,
    7,
    /^cannot sync: blocked by sync window$/,
  ],
  [
    'error-rollback-autosync',
    400,
    9,
    /^rollback cannot be initiated when auto-sync is enabled$/,
  ],
  [
    'error-rollback-unknown-id',
    400,
    3,
    /^application argocd\/.+ does not have deployment with id 4711$/,
  ],
  [
    'error-terminate-nothing-running',
    400,
    3,
    /^Unable to terminate operation\. No operation is in progress$/,
  ],
  [
    'error-post-bad-json',
    400,
    3,
    /^json: cannot unmarshal string into Go value of type application\.ApplicationSyncRequest$/,
  ],
  [
    'error-revision-metadata-unknown',
    500,
    2,
    /Failed to checkout revision 0{40}/,
  ],
  [
    'list-bad-selector',
    500,
    2,
    /^error parsing the selector: unable to parse requirement: found ''/,
  ],
  ['session-blank-password', 401, 16, /^no credentials supplied$/],
  ['session-wrong-password', 401, 16, /^Invalid username or password$/],
  [
    'session-right-password-while-throttled',
    401,
    16,
    /^Invalid username or password$/,
  ],
];

const refusals: Assertion[] = REFUSALS.map(([name, status, code, message]) => ({
  title: `${name}: ${status}, code ${code}`,
  of: named(name),
  check: exchange => {
    const body = errorBody.parse(exchange.body);
    assert.equal(exchange.status, status);
    assert.equal(body.code, code);
    assert.match(body.message, message);
  },
}));

const headers: Assertion[] = [
  {
    title: 'a success is JSON, marked as coming from the gRPC gateway',
    of: isSuccess,
    check: ({ headers: found }) => {
      assert.equal(found['content-type'], 'application/json');
      assert.equal(found['grpc-metadata-content-type'], 'application/grpc');
      assert.equal(found.vary, 'Accept-Encoding');
    },
  },
  {
    title:
      'an error is {error, code, message}, and its code decides the status',
    of: isJsonError,
    check: exchange => {
      const body = errorBody.parse(exchange.body);
      assert.equal(body.error, body.message);
      assert.equal(HTTP_STATUS[body.code], exchange.status);
      assert.equal(exchange.headers['grpc-metadata-content-type'], undefined);
    },
  },
  {
    title:
      'a POST without Content-Type application/json is refused in plain text',
    of: named('error-content-type'),
    check: assertUnsupported,
  },
  {
    title: 'so is a DELETE, even without a body',
    of: named('error-delete-without-content-type'),
    check: assertUnsupported,
  },
  {
    title: 'an unknown path is a 404 in plain text',
    of: named('error-not-found-path'),
    check: exchange => {
      assert.equal(exchange.status, 404);
      assert.equal(
        exchange.headers['content-type'],
        'text/plain; charset=utf-8',
      );
      assert.equal(exchange.body, 'Not Found\n');
    },
  },
];

function assertUnsupported(exchange: Exchange): void {
  assert.equal(exchange.status, 415);
  assert.equal(exchange.headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(exchange.headers['x-content-type-options'], 'nosniff');
  assert.equal(exchange.body, 'Invalid content type\n');
}

/** Headers, and every way to say no. */
export const refusalAssertions: Assertion[] = [
  ...headers.map(assertion => ({
    ...assertion,
    of: (exchange: Exchange) => !isStream(exchange) && assertion.of(exchange),
  })),
  ...refusals,
];
