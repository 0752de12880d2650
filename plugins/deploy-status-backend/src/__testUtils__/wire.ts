import { request } from 'node:http';

/** A request as it goes over the wire: nothing of it is made valid on the way. */
export interface WireRequest {
  method: string;
  /** Sent as it is. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** What came back. */
export interface WireAnswer {
  status: number;
  type: string | undefined;
  etag: string | undefined;
  text: string;
}

/**
 * Sends a request to a port of this machine and reads the whole answer. Each has
 * a connection of its own: making up a request may take longer than a server
 * keeps one that is idle.
 */
export function send(
  port: number,
  { method, path, headers, body }: WireRequest,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        agent: false,
        method,
        path,
        headers: {
          ...headers,
          ...(body && { 'content-length': String(body.length) }),
        },
      },
      response => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type']?.split(';')[0],
            etag: response.headers.etag,
            text: Buffer.concat(parts).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
