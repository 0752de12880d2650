import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Hub } from './Hub';

const YUKI = { name: 'Yuki Sato', email: 'yuki.sato@hanabi.example' };
const clock = () => new Date('2026-11-20T09:41:00Z');

describe('Hub', () => {
  const dir = createMockDirectory();
  const open: Hub[] = [];
  const openHub = () => {
    const hub = Hub.open('hanabi', dir.path, clock);
    open.push(hub);
    return hub;
  };
  const write = (hub: Hub, message: string) =>
    hub.write('x', { author: YUKI, message, files: { [message]: message } });

  beforeEach(() => dir.clear());
  afterEach(() => {
    for (const hub of open.splice(0)) hub.close();
  });

  it('announces each branch that moved, once and in order', async () => {
    const hub = openHub();
    await hub.create('x');
    const pushes: (string | undefined)[][] = [];
    const stop = hub.onPush(push =>
      pushes.push([push.branch, push.before, push.after]),
    );
    const shas = await Promise.all(
      ['one', 'two', 'three'].map(name => write(hub, name)),
    );
    expect(pushes).toEqual([
      ['main', undefined, shas[0]],
      ['main', shas[0], shas[1]],
      ['main', shas[1], shas[2]],
    ]);
    expect(
      (await hub.log('x', { limit: 9 })).map(commit => commit.message),
    ).toEqual(['three', 'two', 'one']);
    expect(await hub.log('x', { path: 'two', limit: 9 })).toHaveLength(1);
    stop();
    await write(hub, 'four');
    expect(pushes).toHaveLength(3);
  });

  it('reads files, folders and what is not there', async () => {
    const hub = openHub();
    await hub.create('x');
    expect(await hub.head('x')).toBeUndefined();
    expect(await hub.log('x', { limit: 1 })).toEqual([]);
    const sha = await hub.write('x', {
      author: YUKI,
      message: 'Two files',
      files: { 'a/b/c.txt': '日本\n', 'd.txt': '', '"q" \\ 日': 'q' },
    });
    expect(await hub.readFile('x', 'a/b/c.txt', sha)).toBe('日本\n');
    expect(await hub.readFile('x', 'd.txt', 'main')).toBe('');
    expect(await hub.readFile('x', 'nothing', sha)).toBeUndefined();
    expect(await hub.readFile('nobody', 'd.txt', sha)).toBeUndefined();
    expect(await hub.readFile('x', '"q" \\ 日', sha)).toBe('q');
    expect(await hub.listFiles('x', 'a', sha)).toEqual(['a/b/c.txt']);
    expect(await hub.listFiles('x', '', sha)).toEqual([
      '"q" \\ 日',
      'a/b/c.txt',
      'd.txt',
    ]);
    expect(await hub.listFiles('x', 'nothing', sha)).toEqual([]);
    await hub.write('x', {
      author: YUKI,
      message: 'Less',
      files: { 'd.txt': null, '"q" \\ 日': null },
    });
    expect(await hub.listFiles('x', '', 'main')).toEqual(['a/b/c.txt']);
  });

  it('opens again after git was killed in the middle of a write', async () => {
    const first = openHub();
    await first.create('x');
    const sha = await write(first, 'one');
    writeFileSync(path.join(first.gitDir('x'), 'refs/heads/main.lock'), '');
    writeFileSync(path.join(dir.path, 'x.json.next'), '{"half');

    const second = openHub();
    expect(await second.head('x')).toBe(sha);
    await write(second, 'two');
    expect(await second.log('x', { limit: 9 })).toHaveLength(2);
  });

  it('says what to do about a damaged file', async () => {
    await openHub().create('x');
    const file = path.join(dir.path, 'x.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    expect(openHub).toThrow(/delete the sandbox's folder to start over/);
  });

  it('a name is taken whatever its case', async () => {
    const hub = openHub();
    await hub.create('x');
    await expect(hub.create('X')).rejects.toThrow(
      expect.objectContaining({ name: 'ConflictError' }),
    );
  });
});
