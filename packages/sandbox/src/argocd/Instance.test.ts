import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Instance } from './Instance';
import { newRecord } from './newRecord';
import type { WatchEvent } from './wire';

const RECORD = newRecord(
  {
    name: 'blog-api',
    repository: 'blog-api',
    applicationSet: 'services-dev',
    spec: {
      project: 'default',
      source: { repoURL: 'http://127.0.0.1:8930/hanabi/blog-api.git' },
      destination: { namespace: 'blog' },
    },
  },
  Date.parse('2026-11-23T08:00:00Z'),
);

describe('Instance', () => {
  let stateDir: string;

  beforeEach(() => {
    jest.useFakeTimers();
    stateDir = mkdtempSync(path.join(tmpdir(), 'michi-argocd-'));
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(stateDir, { recursive: true });
  });

  const relabelled = (instance: Instance, label: string) =>
    instance.update('blog-api', record => ({
      ...record,
      application: {
        ...record.application,
        metadata: { ...record.application.metadata, labels: { label } },
      },
    }));

  it('gives each change a version of its own and announces it', () => {
    const instance = new Instance('dev', stateDir);
    const events: WatchEvent[] = [];
    instance.onEvent(event => events.push(event));
    instance.add(RECORD);
    relabelled(instance, 'one');
    instance.update('blog-api', record => ({ ...record, left: true }));
    instance.remove('blog-api');

    expect(events.map(({ type }) => type)).toEqual([
      'ADDED',
      'MODIFIED',
      'DELETED',
    ]);
    const versions = events.map(({ application }) =>
      Number(application.metadata.resourceVersion),
    );
    expect(new Set(versions).size).toBe(3);
    expect(instance.resourceVersion).toBe(String(versions.at(-1)));
  });

  it('remembers everything when it is killed a moment after a change', () => {
    const killed = new Instance('dev', stateDir);
    killed.add(RECORD);
    relabelled(killed, 'one');
    jest.advanceTimersByTime(200);

    const instance = new Instance('dev', stateDir);
    expect(instance.isNew).toBe(false);
    expect(instance.get('blog-api')?.application.metadata).toMatchObject({
      uid: killed.get('blog-api')?.application.metadata.uid,
      labels: { label: 'one' },
    });
    expect(instance.signingKey).toBe(killed.signingKey);
  });

  it('never hands out a version twice, even one that it had no time to write', () => {
    const killed = new Instance('dev', stateDir);
    killed.add(RECORD);
    jest.advanceTimersByTime(200);
    const lost = relabelled(killed, 'lost');

    const instance = new Instance('dev', stateDir);
    const next = relabelled(instance, 'next');
    expect(Number(next?.application.metadata.resourceVersion)).toBeGreaterThan(
      Number(lost?.application.metadata.resourceVersion),
    );
  });

  it('leaves no half-written file behind', () => {
    new Instance('dev', stateDir).add(RECORD);
    jest.advanceTimersByTime(200);
    expect(readdirSync(stateDir)).toEqual(['argocd-dev.json']);
  });

  it('starts over where an earlier version of the sandbox kept something else', () => {
    writeFileSync(path.join(stateDir, 'argocd-dev.json'), '{"version":0}');
    expect(new Instance('dev', stateDir).isNew).toBe(true);
  });
});
