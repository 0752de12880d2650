import type { FakeRepositories } from '../FakeRepositories';
import type { RecordingClient } from './client';

export const APPS = '/api/v1/applications';
export const WATCH = '/api/v1/stream/applications';

/** What a scene is played with. */
export interface Stage {
  repositories: FakeRepositories;
  dev: RecordingClient;
  production: RecordingClient;
}
