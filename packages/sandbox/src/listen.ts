import { ServiceUnavailableError } from '@backstage/errors';
import { createServer, type RequestListener } from 'node:http';

/** A server that is up. */
export interface Listening {
  /** Such as `http://127.0.0.1:8930`. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on the loopback interface.
 *
 * @param port - 0 takes a free one
 * @throws ServiceUnavailableError when the port is in use
 */
export function listen(
  handler: RequestListener,
  port: number,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    // Longer than anybody here waits between two requests: one on a connection
    // that is being closed fails.
    server.keepAliveTimeout = 120_000;
    server.once('error', error =>
      reject(
        new ServiceUnavailableError(
          `Port ${port} on 127.0.0.1 cannot be used; choose another one or end what uses it.`,
          error,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const actual =
        typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://127.0.0.1:${actual}`,
        stop: () =>
          new Promise(done => {
            server.close(() => done());
            // Streams and kept-alive connections would hold the server open.
            server.closeAllConnections();
          }),
      });
    });
  });
}
