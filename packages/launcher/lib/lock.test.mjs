import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { identityOf, MARKER } from './identity.mjs';
import { endLeftovers, isAlive, takeLock, waitForLock } from './lock.mjs';
import { Processes } from './processes.mjs';

/** @param {import('node:test').TestContext} t */
function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'michi-lock-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that goes on until it is ended; deaf to SIGTERM if asked. */
function idle({ deaf = false, env = {} } = {}) {
  const code = `${deaf ? "process.on('SIGTERM', () => {});" : ''}
    setInterval(() => {}, 1000); process.stdout.write('up')`;
  return spawn(process.execPath, ['-e', code], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
}

test('a second taker learns who holds the lock, and where it answers', t => {
  const file = path.join(temporaryFolder(t), 'lock.json');
  const first = takeLock(file);
  assert.ok('lock' in first);
  first.lock.update({ url: 'http://localhost:7007' });
  const second = takeLock(file);
  assert.ok('holder' in second);
  assert.equal(second.holder.pid, process.pid);
  assert.equal(second.holder.url, 'http://localhost:7007');
  first.lock.release();
  const third = takeLock(file);
  assert.ok('lock' in third);
  third.lock.release();
});

test('the lock of a process that died is taken over with its record', async t => {
  const file = path.join(temporaryFolder(t), 'lock.json');
  const dead = idle();
  await once(dead.stdout, 'data');
  const pid = dead.pid ?? 0;
  const record = {
    pid,
    identity: identityOf(pid) ?? '',
    url: 'http://localhost:1',
    children: [],
  };
  fs.writeFileSync(file, JSON.stringify(record));
  assert.ok('holder' in takeLock(file));
  dead.kill('SIGKILL');
  await once(dead, 'exit');
  const taken = takeLock(file);
  assert.ok('lock' in taken);
  assert.deepEqual(taken.left, record);
  taken.lock.release();
});

test('a process number that is used again does not count as the same process', () => {
  assert.equal(isAlive({ pid: process.pid, identity: 'another time' }), false);
});

for (const [what, content] of [
  ['cut off in the middle', '{"pid": 12'],
  ['empty', ''],
  ['something else', '[]'],
]) {
  test(`a lock file that is ${what} is no obstacle`, t => {
    const file = path.join(temporaryFolder(t), 'lock.json');
    fs.writeFileSync(file, content ?? '');
    const taken = takeLock(file);
    assert.ok('lock' in taken);
    taken.lock.release();
  });
}

test('waiting ends when the holder lets go', async t => {
  const file = path.join(temporaryFolder(t), 'lock.json');
  const first = takeLock(file);
  assert.ok('lock' in first);
  const lock = await waitForLock(file, () => first.lock.release());
  assert.equal(lock.record.pid, process.pid);
  lock.release();
});

test('leftovers are ended, those that do not listen too', async t => {
  const folder = temporaryFolder(t);
  const polite = idle();
  const deaf = idle({ deaf: true });
  await Promise.all([once(polite.stdout, 'data'), once(deaf.stdout, 'data')]);
  const children = [polite, deaf].map(child => ({
    name: 'x',
    pid: child.pid ?? 0,
    identity: identityOf(child.pid ?? 0) ?? '',
    stopSignal: /** @type {const} */ ('SIGTERM'),
    group: true,
    patienceMs: 200,
  }));
  const exits = [once(polite, 'exit'), once(deaf, 'exit')];
  const ended = await endLeftovers({ pid: 1, identity: '', children }, folder);
  assert.equal(ended, 2);
  assert.deepEqual(
    (await Promise.all(exits)).map(([, signal]) => signal),
    ['SIGTERM', 'SIGKILL'],
  );
});

test('a recorded process whose number belongs to somebody else is left alone', async t => {
  const stranger = idle();
  await once(stranger.stdout, 'data');
  const child = {
    name: 'x',
    pid: stranger.pid ?? 0,
    identity: 'another time',
    stopSignal: /** @type {const} */ ('SIGKILL'),
    group: true,
    patienceMs: 100,
  };
  const left = { pid: 1, identity: '', children: [child] };
  assert.equal(await endLeftovers(left, temporaryFolder(t)), 0);
  assert.notEqual(identityOf(stranger.pid ?? 0), undefined);
  stranger.kill('SIGKILL');
  await once(stranger, 'exit');
});

test(
  'what was never written down is found by its mark',
  { skip: process.platform !== 'linux' && 'needs /proc' },
  async t => {
    const folder = temporaryFolder(t);
    const stray = idle({ env: { [MARKER]: folder } });
    const other = idle({ env: { [MARKER]: `${folder}-other` } });
    await Promise.all([once(stray.stdout, 'data'), once(other.stdout, 'data')]);
    const exit = once(stray, 'exit');
    assert.equal(await endLeftovers(undefined, folder), 1);
    await exit;
    assert.notEqual(identityOf(other.pid ?? 0), undefined);
    other.kill('SIGKILL');
    await once(other, 'exit');
  },
);

test('running processes are in the lock file, and gone from it once stopped', async t => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'lock.json');
  const taken = takeLock(file);
  assert.ok('lock' in taken);
  const processes = new Processes({
    logs: path.join(folder, 'logs'),
    state: folder,
    env: process.env,
    lock: taken.lock,
  });
  const recorded = () =>
    JSON.parse(fs.readFileSync(file, 'utf8')).children.map(
      (/** @type {{name: string}} */ child) => child.name,
    );
  processes.start(
    'idle',
    process.execPath,
    ['-e', 'setInterval(() => {}, 1000)'],
    { cwd: folder },
  );
  assert.deepEqual(recorded(), ['idle']);
  await processes.stopAll();
  assert.deepEqual(recorded(), []);
  taken.lock.release();
});
