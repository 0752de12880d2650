import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { createUpstream } from './index';

const certificate = generate([{ name: 'commonName', value: '127.0.0.1' }], {
  keySize: 2048,
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ],
});

let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer(
    { key: certificate.private, cert: certificate.cert },
    (_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    },
  );
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise(resolve => {
    server.close(resolve);
  });
});

const client = (ca?: string) =>
  createUpstream({
    name: 'dev',
    system: 'argocd',
    baseUrl,
    ca,
    retry: { attempts: 1, baseMs: 1, maxMs: 1 },
    logger: mockServices.logger.mock(),
  });

it('trusts the configured authority', async () => {
  const trusting = client(certificate.cert);
  await expect(
    trusting.request({ path: 'x', schema: z.object({}) }),
  ).resolves.toEqual({});
  await trusting.close();
});

it('refuses an unknown authority and says what to configure', async () => {
  const careful = client();
  await expect(
    careful.request({ path: 'x', schema: z.object({}) }),
  ).rejects.toThrow(/certificate that is not trusted.*as `ca`/);
  await careful.close();
});
