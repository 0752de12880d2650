import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { framesOf, type Exchange } from './exchange';

const headersSchema = z
  .record(z.string(), z.string())
  .transform(headers =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    ),
  );

const recordingSchema = z.looseObject({
  request: z.looseObject({
    method: z.string(),
    path: z.string(),
    headers: headersSchema,
    body: z.unknown(),
  }),
  response: z.looseObject({
    status: z.number(),
    headers: headersSchema,
    body: z.unknown(),
  }),
});

const streamSchema = z.looseObject({
  path: z.string(),
  accept: z.string().nullable(),
  status: z.number().nullable(),
  headers: headersSchema.nullable(),
});
const frameSchema = z.looseObject({ t: z.number() });

/** A real server sends one every fifteen seconds. */
const KEEP_ALIVE_SECONDS = 15;

/** The recorded answers of a real Argo CD, from the folder that `MICHI_RECORDINGS` names. */
export function readRecordings(folder: string): Exchange[] {
  const files = readdirSync(path.join(folder, 'argocd')).sort();
  const read = (file: string) =>
    readFileSync(path.join(folder, 'argocd', file), 'utf8');
  return files.flatMap(file => {
    if (file.endsWith('.json')) return answerIn(file, read(file));
    const stream = /^(.+)\.(sse|ndjson)$/.exec(file);
    return stream
      ? streamIn(stream[1] ?? '', read(file), read(`${stream[1]}.frames.jsonl`))
      : [];
  });
}

function answerIn(file: string, text: string): Exchange[] {
  const parsed = recordingSchema.safeParse(JSON.parse(text));
  // A few files keep a table that was drawn up from several requests.
  if (!parsed.success) return [];
  const { request, response } = parsed.data;
  return [
    {
      name: path.basename(file, '.json'),
      request,
      status: response.status,
      headers: response.headers,
      body: response.body,
    },
  ];
}

function streamIn(name: string, raw: string, index: string): Exchange[] {
  const [first = '{}', ...rest] = index.trim().split('\n');
  const head = streamSchema.parse(JSON.parse(first));
  if (head.status === null) return [];
  const times = rest.map(line => frameSchema.parse(JSON.parse(line)).t);
  return [
    {
      name,
      request: {
        method: 'GET',
        path: head.path,
        headers: head.accept === null ? {} : { accept: head.accept },
        body: null,
      },
      status: head.status,
      headers: head.headers ?? {},
      body: undefined,
      stream: {
        raw,
        frames: framesOf(raw, times),
        keepAliveSeconds: KEEP_ALIVE_SECONDS,
      },
    },
  ];
}
