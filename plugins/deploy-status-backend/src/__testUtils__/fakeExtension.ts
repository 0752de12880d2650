import type { IncomingMessage } from 'node:http';

/** What an extension of the fake is asked; undefined where it has no answer. */
export type FakeExtension = (request: {
  method: string;
  path: string;
  body: unknown;
}) => { status: number; body: unknown } | 'reset' | undefined;

/** Answers a request with what an extension of the fake says. */
export async function answerExtension(
  extension: FakeExtension,
  req: IncomingMessage,
  url: URL,
  json: (status: number, body: unknown) => void,
): Promise<void> {
  let text = '';
  for await (const chunk of req) text += chunk;
  if (req.method !== 'GET' && req.headers['content-type'] === undefined) {
    json(415, { error: 'Invalid content type' });
    return;
  }
  const answer = extension({
    method: req.method ?? 'GET',
    path: url.pathname,
    body: text === '' ? undefined : JSON.parse(text),
  });
  if (answer === 'reset') {
    req.socket.resetAndDestroy();
    return;
  }
  const { status, body } = answer ?? {
    status: 404,
    body: { error: 'Not Found', code: 5 },
  };
  json(status, body);
}
