import { ConfigSources } from '@backstage/config-loader';
import { z } from 'zod';
import type { Setup } from './setup';

const connectionSchema = z.object({
  host: z.string(),
  port: z.coerce.number(),
  user: z.string(),
  password: z.string(),
});

/** The address of the PostgreSQL that the setup's configuration names. */
export async function databaseOf(setup: Setup): Promise<string> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      argv: setup.configs.flatMap(file => ['--config', file]),
      // A watch would keep the benchmark from ending.
      watch: false,
    }),
  );
  const { host, port, user, password } = connectionSchema.parse(
    config.get('backend.database.connection'),
  );
  const url = new URL('postgresql://localhost/postgres');
  url.hostname = host;
  url.port = String(port);
  url.username = user;
  url.password = password;
  return url.href;
}
