import assert from 'node:assert/strict';
import { z } from 'zod';
import {
  hasFields,
  isStream,
  named,
  seenIn,
  type Assertion,
  type Exchange,
} from './exchange';

const isEventStream = (exchange: Exchange) =>
  isStream(exchange) && exchange.request.headers.accept === 'text/event-stream';
const isLines = (exchange: Exchange) =>
  isStream(exchange) && !isEventStream(exchange);

/** What was cut in the middle by the end of a recording is no frame. */
const whole = (exchange: Exchange) => exchange.stream?.raw ?? '';

const query = (exchange: Exchange) =>
  new URL(exchange.request.path, 'http://argocd').searchParams;

/** Framing, order and silence of the watch. */
export const streamAssertions: Assertion[] = [
  {
    title:
      'an event stream is asked for with exactly text/event-stream, and says so',
    of: isEventStream,
    check: ({ headers }) => {
      assert.equal(headers['content-type'], 'text/event-stream');
      assert.equal(headers['grpc-metadata-content-type'], 'application/grpc');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['content-encoding'], undefined);
    },
  },
  {
    title: 'anything else gets JSON lines',
    of: isLines,
    check: ({ headers }) => {
      assert.equal(headers['content-type'], 'application/json');
      assert.equal(headers['grpc-metadata-content-type'], 'application/grpc');
    },
  },
  {
    title:
      'event stream: one JSON document per data line, and nothing but comments between',
    of: isEventStream,
    check: exchange =>
      assert.match(whole(exchange), /^(?:data: \{.*\} \n\n\n|:\n)*$/),
  },
  {
    title: 'JSON lines: one document per line, and never a sign of life',
    of: isLines,
    check: exchange => assert.match(whole(exchange), /^(?:\{.*\}\n)*$/),
  },
  {
    title: 'a silent event stream shows at regular intervals that it lives',
    of: named('watch-keepalive-sse'),
    check: ({ stream }) => {
      const every = stream?.keepAliveSeconds ?? NaN;
      const times = (stream?.frames ?? [])
        .filter(({ kind }) => kind === 'comment')
        .map(({ at }) => at);
      assert.ok(times.length >= 2);
      times.forEach((at, index) => {
        const due = every * (index + 1);
        assert.ok(Math.abs(at - due) < 0.9, `${at} for ${due}`);
      });
    },
  },
  {
    title: 'the versions of an application only rise',
    of: exchange => isStream(exchange) && !hasFields(exchange),
    check: exchange => {
      const newest = new Map<string, number>();
      for (const { application, type } of seenIn(exchange)) {
        const { uid, resourceVersion } = application.metadata;
        const version = Number(resourceVersion);
        const before = newest.get(uid);
        if (before !== undefined && type !== 'ADDED') {
          assert.ok(version >= before);
        }
        newest.set(uid, version);
      }
    },
  },
  {
    title: 'without a resourceVersion every application is ADDED first',
    of: named('watch-all-sse-during-sync'),
    check: exchange => {
      const types = seenIn(exchange).map(({ type }) => type);
      const firstChange = types.findIndex(type => type !== 'ADDED');
      assert.ok(firstChange > 1);
      assert.ok(!types.slice(firstChange).includes('ADDED'));
    },
  },
  {
    title: 'any resourceVersion suppresses the first ADDED frames',
    of: named('watch-rv0-sse'),
    check: exchange => {
      const seen = seenIn(exchange);
      assert.ok(seen.length > 0);
      // Only one that is new while the stream is open may be ADDED.
      const known = seen.filter(
        ({ type, application }) =>
          type === 'ADDED' && application.status.sync.status !== '',
      );
      assert.deepEqual(known, []);
    },
  },
  {
    title: 'but not with a name',
    of: named('watch-keepalive-sse'),
    check: exchange => {
      assert.equal(query(exchange).get('resourceVersion'), '0');
      assert.equal(seenIn(exchange)[0]?.type, 'ADDED');
    },
  },
  {
    title: 'a name shows that application only',
    of: exchange =>
      isStream(exchange) && query(exchange).has('name') && !hasFields(exchange),
    check: exchange => {
      for (const { application } of seenIn(exchange)) {
        assert.equal(application.metadata.name, query(exchange).get('name'));
      }
    },
  },
  {
    title: 'fields may be any path of a frame',
    of: named('watch-plain-sse-fields'),
    check: ({ stream }) => {
      const frame = z.strictObject({
        result: z.strictObject({
          type: z.string(),
          application: z.strictObject({
            metadata: z.strictObject({ name: z.string() }),
            operation: z.looseObject({}).optional(),
            status: z.strictObject({
              operationState: z.strictObject({ phase: z.string() }).optional(),
              sync: z.strictObject({ status: z.string() }),
            }),
          }),
        }),
      });
      const events = (stream?.frames ?? []).filter(
        ({ kind }) => kind === 'event',
      );
      assert.ok(events.length > 0);
      for (const { value } of events) frame.parse(value);
    },
  },
  {
    title: 'a token that is not accepted: 401, and the error as a frame',
    of: named('error-watch-expired-token'),
    check: exchange => {
      assert.equal(exchange.status, 401);
      assert.equal(exchange.headers['content-type'], 'text/event-stream');
      const text = z.string().parse(exchange.body);
      assert.match(text, /^data: \{.*\} \n\n$/);
      const { error } = z
        .strictObject({
          error: z.strictObject({
            grpc_code: z.literal(16),
            http_code: z.literal(401),
            message: z.string(),
            http_status: z.literal('Unauthorized'),
          }),
        })
        .parse(JSON.parse(text.slice('data: '.length)));
      assert.match(error.message, /^invalid session: /);
    },
  },
];
