import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { migrations } from './migrations.mjs';

const FILE = 'plugins/a/migrations/1_init.js';

/** @param {import('node:test').TestContext} t */
function folderOf(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'michi-migrations-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param {string} folder */
const gitIn =
  folder =>
  /** @param {string[]} args */
  (...args) =>
    execFileSync(
      'git',
      [
        ...['-c', 'user.name=x', '-c', 'user.email=x@example.com'],
        ...['-c', 'commit.gpgsign=false', ...args],
      ],
      { cwd: folder, stdio: 'pipe' },
    );

/**
 * A repository with a migration.
 *
 * @param {import('node:test').TestContext} t
 */
function repository(t) {
  const folder = folderOf(t);
  const git = gitIn(folder);
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  /** @param {string} name @param {string} text */
  const commit = (name, text) => {
    write(name, text);
    git('add', '.');
    git('commit', '-m', 'x');
  };
  git('init');
  commit(FILE, 'one\n');
  return { folder, git, write, commit };
}

test('migrations may be added, and nothing else may happen to them', async t => {
  const { folder, git, write, commit } = repository(t);
  commit('plugins/a/migrations/2_more.js', 'two\n');
  commit('plugins/a/src/migrations.ts', 'one');
  commit('plugins/a/src/migrations.ts', 'another');
  write('plugins/a/migrations/3_draft.js', 'may still change\n');
  assert.equal((await migrations(folder)).passed, 1);

  write(FILE, 'edited\n');
  assert.match(
    (await migrations(folder)).failures.join(),
    /plugins\/a\/migrations\/1_init\.js is not as [0-9a-f]+ brought it$/,
  );
  commit(FILE, 'edited\n');
  assert.equal((await migrations(folder)).failed, 1);
  commit(FILE, 'one\n');
  assert.equal((await migrations(folder)).passed, 1);

  git('mv', FILE, 'plugins/a/migrations/0_init.js');
  git('commit', '-m', 'x');
  assert.equal((await migrations(folder)).failed, 1);
});

test('in a shallow clone they are compared with what it begins with', async t => {
  const { folder, commit } = repository(t);
  commit(FILE, 'edited\n');
  const clone = path.join(folderOf(t), 'clone');
  gitIn(folder)('clone', '--depth=1', `file://${folder}`, clone);
  assert.equal((await migrations(clone)).passed, 1);
  fs.writeFileSync(path.join(clone, FILE), 'edited again\n');
  assert.equal((await migrations(clone)).failed, 1);
});

test('without a history they are skipped, and it is said why', async t => {
  const { skipped } = await migrations(folderOf(t));
  assert.match(skipped[0]?.reason ?? '', /not a git repository/);
});
