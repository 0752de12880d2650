import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Faults } from '../../faults';
import { RecordingClient } from './contract/client';
import {
  applicationOf,
  listOf,
  wireApplication,
  type Seen,
  type WireApplication,
} from './contract/exchange';
import { exampleRepositories, type FakeRepositories } from './FakeRepositories';
import { startArgoCd, type ArgoCdOptions } from '../start';

export const APPS = '/api/v1/applications';
export const WATCH = '/api/v1/stream/applications';
export const ENVIRONMENTS = ['dev', 'staging', 'production'];

/** Three instances with a past, for one test. */
export class TestArgoCd {
  readonly stateDir = mkdtempSync(path.join(tmpdir(), 'michi-argocd-'));
  readonly repositories: FakeRepositories = exampleRepositories();
  readonly faults = new Faults(ENVIRONMENTS.map(name => `argocd-${name}`));
  urls: Record<string, string> = {};
  private running: (() => Promise<void>) | undefined;

  options(change: Partial<ArgoCdOptions> = {}): ArgoCdOptions {
    return {
      instances: ENVIRONMENTS.map(environment => ({
        name: environment,
        environment,
        port: 0,
        token: `michi-sandbox-argocd-${environment}`,
        autoSync: environment !== 'production',
      })),
      repositories: this.repositories,
      stateDir: this.stateDir,
      faults: this.faults,
      pace: 0.05,
      platformRepository: 'platform',
      people: false,
      ...change,
    };
  }

  async start(change: Partial<ArgoCdOptions> = {}): Promise<void> {
    const { urls, stop } = await startArgoCd(this.options(change));
    this.urls = urls;
    this.running = stop;
  }

  async stop(): Promise<void> {
    await this.running?.();
    this.running = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.stateDir, { recursive: true });
  }

  client(instance: string): RecordingClient {
    const url = this.urls[instance] ?? '';
    return new RecordingClient(url, `michi-sandbox-argocd-${instance}`, 15, []);
  }

  async all(instance: string): Promise<WireApplication[]> {
    const list = await this.client(instance).get('list', APPS);
    return (listOf(list).items ?? []).map(item => wireApplication.parse(item));
  }

  async one(instance: string, name: string): Promise<WireApplication> {
    return applicationOf(
      await this.client(instance).get('get', `${APPS}/${name}`),
    );
  }
}

/** A frame in which the application's rollout is under way. */
export const isProgressing =
  (name: string) =>
  ({ application: { metadata, status } }: Seen): boolean =>
    metadata.name === name && status.health.status === 'Progressing';

/** A frame in which the application runs this image and no other. */
export const isHealthyWith =
  (name: string, tag: string) =>
  ({ application: { metadata, status } }: Seen): boolean =>
    metadata.name === name &&
    status.health.status === 'Healthy' &&
    status.summary.images?.length === 1 &&
    status.summary.images.every(image => image.endsWith(`:${tag}`));
