import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { keepFirstWebSockets } from './firstWebSockets';

let server: Server;
const clients: Socket[] = [];

afterEach(() => {
  clients.splice(0).forEach(client => client.destroy());
  server.close();
  server.closeAllConnections();
});

async function start(router: RequestListener) {
  server = createServer(router);
  keepFirstWebSockets(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

/** The first line of the answer to a WebSocket. */
async function open(path: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const client = connect(port, '127.0.0.1');
  clients.push(client);
  client.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  const [answer] = await once(client, 'data');
  return String(answer).split('\r\n')[0] ?? '';
}

/** As the signals plugin does it. */
function takingUpgradesOnceAsked(): RequestListener {
  let listens = false;
  return async (request, response) => {
    await new Promise(setImmediate);
    if (request.url !== '/signals' || listens) {
      response.writeHead(404).end();
      return;
    }
    listens = true;
    // A router shortens the path for those below it.
    request.url = '/';
    server.on('upgrade', ({ url }, socket) => {
      if (url === '/signals') {
        socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      }
    });
  };
}

it('hands over those that come before anybody listens, and leaves later ones alone', async () => {
  await start(takingUpgradesOnceAsked());
  const first = await Promise.all([open('/signals'), open('/signals')]);
  expect(first).toEqual([
    'HTTP/1.1 101 Switching Protocols',
    'HTTP/1.1 101 Switching Protocols',
  ]);
  expect(await open('/signals')).toBe('HTTP/1.1 101 Switching Protocols');
  expect(server.listenerCount('upgrade')).toBe(1);
});

it('answers one that nobody takes as the router does, and goes on waiting', async () => {
  await start(takingUpgradesOnceAsked());
  expect(await open('/nothing')).toBe('HTTP/1.1 404 Not Found');
  expect(await open('/signals')).toBe('HTTP/1.1 101 Switching Protocols');
});
