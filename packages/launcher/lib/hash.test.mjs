import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { hashOf, readStamp, sourceFiles, stamped } from './hash.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} files
 */
function folderWith(t, files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'michi-hash-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

test('what a build does not read is not hashed', t => {
  const folder = folderWith(t, {
    'src/a.ts': '',
    'src/a.test.ts': '',
    'dist/a.js': '',
    'node_modules/x/index.js': '',
    'package.json': '{}',
  });
  assert.deepEqual(
    sourceFiles(folder).map(file => path.relative(folder, file)),
    ['package.json', path.join('src', 'a.ts')],
  );
});

test('a change, a rename and a moved boundary all give another hash', t => {
  const hash = (/** @type {Record<string, string>} */ files) => {
    const folder = folderWith(t, files);
    return hashOf(folder, sourceFiles(folder));
  };
  const original = hash({ 'a.ts': 'one', 'b.ts': 'two' });
  assert.equal(hash({ 'a.ts': 'one', 'b.ts': 'two' }), original);
  assert.notEqual(hash({ 'a.ts': 'one!', 'b.ts': 'two' }), original);
  assert.notEqual(hash({ 'a.ts': 'one', 'c.ts': 'two' }), original);
  assert.notEqual(hash({ 'a.ts': 'onet', 'b.ts': 'wo' }), original);
});

test('a stamp is only there after the work has succeeded', async t => {
  const file = path.join(folderWith(t, {}), 'stamp');
  await stamped(file, 'first', async () => {});
  assert.equal(readStamp(file), 'first');
  await assert.rejects(
    stamped(file, 'second', async () => {
      assert.equal(readStamp(file), undefined);
      throw new Error('half way');
    }),
    /half way/,
  );
  assert.equal(readStamp(file), undefined);
});
