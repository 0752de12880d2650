import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';

/**
 * Hands the first WebSockets to whoever takes them.
 *
 * The signals plugin starts to listen for upgrades when the first one passes
 * through its router, and answers that one never: the first page that is opened
 * after a start would not hear of any change. So upgrades that come before
 * anybody listens pass through the router from here, and are handed over to the
 * listener which that brings. What nobody takes gets the router's own answer.
 */
export function keepFirstWebSockets(server: Server): void {
  const waiting = new Map<
    ServerResponse,
    { request: IncomingMessage; url?: string; socket: Socket; head: Buffer }
  >();

  const onUpgrade = (
    request: IncomingMessage,
    socket: unknown,
    head: Buffer,
  ) => {
    if (!(socket instanceof Socket)) return;
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    waiting.set(response, { request, url: request.url, socket, head });
    response.once('finish', () => {
      waiting.delete(response);
      socket.end();
    });
    socket.once('close', () => waiting.delete(response));
    server.emit('request', request, response);
  };

  const onListener = (event: string, listener: typeof onUpgrade) => {
    if (event !== 'upgrade') return;
    server.off('newListener', onListener);
    server.off('upgrade', onUpgrade);
    for (const [response, { request, url, socket, head }] of waiting) {
      response.detachSocket(socket);
      // Routers shorten it on the way.
      request.url = url;
      listener(request, socket, head);
    }
    waiting.clear();
  };

  server.on('upgrade', onUpgrade);
  server.on('newListener', onListener);
}
