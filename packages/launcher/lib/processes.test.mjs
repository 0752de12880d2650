import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { identityOf } from './identity.mjs';
import { Processes } from './processes.mjs';

/** @param {import('node:test').TestContext} t */
function processesIn(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'michi-processes-'));
  const processes = new Processes({
    logs: folder,
    state: folder,
    env: process.env,
  });
  t.after(async () => {
    await processes.stopAll();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return processes;
}

/** @param {string} code */
const node = code => /** @type {const} */ ([process.execPath, ['-e', code]]);

test('a command that ends gives its code, and its words are in the log', async t => {
  const processes = processesIn(t);
  const [command, args] = node("console.log('hello'); process.exit(3)");
  /** @type {string[]} */
  const lines = [];
  const { code, logFile } = await processes.run('job', command, [...args], {
    cwd: '/',
    onLine: line => lines.push(line),
  });
  assert.equal(code, 3);
  assert.deepEqual(lines, ['hello']);
  assert.equal(fs.readFileSync(logFile, 'utf8'), 'hello\n');
});

test('a process that dies is named, with its last lines', async t => {
  const processes = processesIn(t);
  const [command, args] = node(
    "console.error('disk on fire'); process.exit(7)",
  );
  const running = processes.start('backend', command, [...args], { cwd: '/' });
  await assert.rejects(processes.firstDeath([running]), {
    name: 'LaunchError',
    message: /^backend ended with code 7\.[\s\S]*disk on fire/,
  });
});

test('a program that does not exist is one sentence', async t => {
  const processes = processesIn(t);
  await assert.rejects(
    processes.run('tool', '/nonexistent/tool', [], { cwd: '/' }),
    { name: 'LaunchError', message: /Could not start tool/ },
  );
});

test('stopping reaches what a process has started itself', async t => {
  const processes = processesIn(t);
  const [command, args] = node(`
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    console.log(child.pid);
    setInterval(() => {}, 1000);
  `);
  /** @type {(pid: number) => void} */
  let tell = () => {};
  /** @type {Promise<number>} */
  const grandchild = new Promise(resolve => {
    tell = resolve;
  });
  processes.start('parent', command, [...args], {
    cwd: '/',
    onLine: line => tell(Number(line)),
  });
  const pid = await grandchild;
  assert.notEqual(identityOf(pid), undefined);
  await processes.stop('parent');
  while (identityOf(pid) !== undefined) {
    await new Promise(resolve => setImmediate(resolve));
  }
});

test('nothing starts any more once everything is being stopped', async t => {
  const processes = processesIn(t);
  await processes.stopAll();
  const [command, args] = node('');
  assert.throws(
    () => processes.start('late', command, [...args], { cwd: '/' }),
    {
      name: 'LaunchError',
    },
  );
});
