import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { memoryIn, remember, secretsIn } from './stateFiles.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'michi-state-'));
after(() => fs.rmSync(folder, { recursive: true }));

test('secrets are made once, for their owner only, and new ones join the old', () => {
  const file = path.join(folder, 'secrets.json');
  fs.writeFileSync(file, JSON.stringify({ launcherToken: 'known' }));
  const secrets = secretsIn(file);
  assert.equal(secrets.launcherToken, 'known');
  assert.ok(secrets.importToken.length >= 32);
  assert.notEqual(secrets.importToken, secrets.postgresPassword);
  assert.deepEqual(secretsIn(file), secrets);
  assert.equal(fs.statSync(file).mode & 0o777, 0o600);
});

test('what is remembered comes back, and nothing else', () => {
  const file = path.join(folder, 'state.json');
  assert.deepEqual(Object.values(memoryIn(file)).filter(Boolean), []);
  remember(file, { sandboxPort: 8930, historyImported: true });
  assert.equal(memoryIn(file).sandboxPort, 8930);
  assert.equal(memoryIn(file).historyImported, true);
  fs.writeFileSync(file, '{"historyImported":"yes","sandboxPort":"8930"}');
  assert.deepEqual(Object.values(memoryIn(file)).filter(Boolean), []);
});
