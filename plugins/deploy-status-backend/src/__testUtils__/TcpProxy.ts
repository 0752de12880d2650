import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Stands before a server, so that it can be taken away and come back. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  constructor(private readonly to: { host: string; port: number }) {}

  get port(): number {
    return this.#port;
  }

  /** On the same port as before after the first time. */
  async open(): Promise<void> {
    const server = createServer(client => {
      const upstream = connect(this.to);
      const both = [client, upstream];
      for (const [socket, other] of [both, [...both].reverse()]) {
        if (!socket || !other) continue;
        this.#sockets.add(socket);
        socket.pipe(other);
        // One that breaks breaks the other: that is all there is to say of it.
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Cuts every connection and refuses new ones. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server && once(server, 'close');
    server?.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }
}
