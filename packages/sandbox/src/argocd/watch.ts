import type { Request, Response } from 'express';
import { selectedBy } from './applications';
import { ArgoCdError, unknown } from './errors';
import { filterFrame } from './fieldsFilter';
import { queryOf } from './http';
import type { Instance } from './Instance';
import { present, type WatchEvent } from './wire';

export interface Watched {
  instance: Instance;
  /** How often an event stream shows that it lives. */
  keepAliveMs: number;
}

/** Only this exact header asks for an event stream; anything else gets JSON lines. */
const wantsEvents = (req: Request) =>
  req.headers.accept === 'text/event-stream';

/** Opens the stream and answers the way to send a frame. */
function open(
  keepAliveMs: number,
  req: Request,
  res: Response,
): (frame: unknown) => void {
  const events = wantsEvents(req);
  res.statusCode = 200;
  if (events) {
    res.setHeader('Content-Type', 'text/event-stream');
    res.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
    res.setHeader('X-Content-Type-Options', 'nosniff');
  } else {
    res.setHeader('Content-Type', 'application/json');
    res.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
    res.setHeader('Vary', 'Accept-Encoding');
  }
  res.flushHeaders();
  if (events) {
    const beat = setInterval(() => res.write(':\n'), keepAliveMs);
    res.once('close', () => clearInterval(beat));
  }
  return frame => {
    const text = JSON.stringify(frame);
    res.write(events ? `data: ${text} \n\n\n` : `${text}\n`);
  };
}

/** The answer to a stream that cannot be opened. */
export function sendStreamError(
  req: Request,
  res: Response,
  error: unknown,
): void {
  const known =
    error instanceof ArgoCdError
      ? error
      : unknown(error instanceof Error ? error.message : String(error), error);
  const text = JSON.stringify(known.toStreamBody());
  res.statusCode = known.status;
  if (wantsEvents(req)) {
    res.setHeader('Content-Type', 'text/event-stream');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.end(`data: ${text} \n\n`);
  } else {
    res.setHeader('Content-Type', 'application/json');
    res.setHeader('Vary', 'Accept-Encoding');
    res.end(`${text}\n`);
  }
}

/** `GET /api/v1/stream/applications`: what there is, then what changes. */
export function watchApplications(
  { instance, keepAliveMs }: Watched,
  req: Request,
  res: Response,
): void {
  const query = queryOf(req);
  const isSelected = selectedBy(query);
  const name = query.get('name');
  // Only with a name does the namespace count; a name alone looks in Argo CD's own.
  const inNamespace = (namespace: string) =>
    !name || namespace === (query.get('appNamespace') || 'argocd');
  const fields = query.get('fields');

  const write = open(keepAliveMs, req, res);
  const send = ({ type, application }: WatchEvent) => {
    const frame = { result: { type, application: present(application) } };
    const filtered = filterFrame(frame, fields);
    if (filtered !== undefined) write(filtered);
  };
  const isWatched = (application: WatchEvent['application']) =>
    inNamespace(application.metadata.namespace) &&
    isSelected({ application, repository: '', nextHistoryId: 0 });

  if (!query.get('resourceVersion') || name) {
    for (const { application } of instance.list()) {
      if (isWatched(application)) send({ type: 'ADDED', application });
    }
  }
  const stop = instance.onEvent(event => {
    if (isWatched(event.application)) send(event);
  });
  res.once('close', stop);
}

/** `GET /api/v1/stream/applications/{name}/resource-tree`: the whole tree after each change. */
export function watchTree(
  { instance, keepAliveMs }: Watched,
  name: string,
  tree: () => unknown,
  req: Request,
  res: Response,
): void {
  const write = open(keepAliveMs, req, res);
  write({ result: tree() });
  const stop = instance.onEvent(({ type, application }) => {
    if (application.metadata.name === name && type !== 'DELETED') {
      write({ result: tree() });
    }
  });
  res.once('close', stop);
}
