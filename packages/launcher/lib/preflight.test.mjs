import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { diskProblem, gitVersion, platformProblem } from './preflight.mjs';
import { isFree, requireFree, steadyPort } from './ports.mjs';

const GIGABYTE = 1024 ** 3;

test('too little disk is told with both amounts and the folder', () => {
  const problem = diskProblem(1.5 * GIGABYTE, 5 * GIGABYTE, '/srv/michi');
  assert.match(problem ?? '', /about 5\.0 GB.*\/srv\/michi.*1\.5 GB/);
  assert.equal(diskProblem(6 * GIGABYTE, 5 * GIGABYTE, '/'), undefined);
});

test('a platform we do not start on is told what to do', () => {
  assert.match(platformProblem('win32') ?? '', /WSL/);
  assert.equal(platformProblem('linux'), undefined);
  assert.equal(platformProblem('darwin'), undefined);
});

test('a missing git is told with how to install it', async () => {
  const before = process.env.PATH;
  process.env.PATH = '/nonexistent';
  try {
    await assert.rejects(gitVersion(), {
      name: 'LaunchError',
      message: /needs git.*apt-get install git/,
    });
  } finally {
    process.env.PATH = before;
  }
});

test('a port in use is told with its holder and what to do', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  try {
    assert.equal(await isFree(address.port), false);
    await assert.rejects(
      requireFree(address.port, 'the portal', 'Use --port.'),
      error => {
        assert.ok(error instanceof Error);
        assert.match(
          error.message,
          new RegExp(
            `^Port ${address.port}, which is for the portal, is in use`,
          ),
        );
        assert.match(error.message, /Use --port\.$/);
        if (process.platform === 'linux') {
          assert.match(error.message, new RegExp(`process ${process.pid}`));
        }
        return true;
      },
    );
    assert.notEqual(await steadyPort(address.port), address.port);
  } finally {
    server.close();
  }
  await once(server, 'close');
  assert.equal(await steadyPort(address.port), address.port);
});
