import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { generate } from 'selfsigned';
import { fakeApplication } from '../__testUtils__/fakeApplication';
import { readDeployStatusConfig } from '../config';
import { ArgoCdClients } from './ArgoCdClients';
import { readInPlace } from './reading/readInPlace';

const certificate = generate([{ name: 'commonName', value: '127.0.0.1' }], {
  keySize: 2048,
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(
    { key: certificate.private, cert: certificate.cert },
    (req, res) => {
      const application = fakeApplication('a');
      if (req.url?.startsWith('/api/v1/stream/')) {
        const frame = { result: { type: 'ADDED', application } };
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write(`data: ${JSON.stringify(frame)} \n\n`);
      } else {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ metadata: {}, items: [application] }));
      }
    },
  );
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
});

const withClient = async <T>(
  ca: string | undefined,
  use: (client: ReturnType<ArgoCdClients['get']>) => Promise<T>,
): Promise<T> => {
  const { instances } = readDeployStatusConfig(
    new ConfigReader({
      deployStatus: {
        instances: [{ name: 'dev', url, token: 't', ...(ca && { ca }) }],
      },
    }),
  );
  const logger = mockServices.logger.mock();
  const client = new ArgoCdClients(instances, {
    logger,
    reader: readInPlace,
  }).get('dev');
  try {
    return await use(client);
  } finally {
    await client.close();
  }
};

const signal = new AbortController().signal;
const READ_ALL = { known: [], isAwaited: true };
const quiet = { onOpen: () => {}, onActivity: () => {} };

it('reads and watches an Argo CD whose authority is configured', async () => {
  await withClient(certificate.cert, async client => {
    await expect(client.list(signal, READ_ALL)).resolves.toMatchObject({
      rows: [{ application: { name: 'a' } }],
    });
    const events = client.watch(signal, quiet);
    await expect(events.next()).resolves.toMatchObject({
      value: { type: 'changed', observation: { application: { name: 'a' } } },
    });
    await events.return();
  });
});

it('trusts nobody else, neither for what it reads nor for what it watches', async () => {
  await withClient(undefined, async client => {
    await expect(client.list(signal, READ_ALL)).rejects.toThrow(/as `ca`/);
    await expect(client.watch(signal, quiet).next()).rejects.toThrow(/as `ca`/);
  });
});
