import { z } from 'zod';
import { startTestPortal } from './testPortal';

/**
 * A portal in a process of its own, so that a test can kill it in the middle
 * of a task. It reports its address to its parent.
 */
const options = z
  .object({
    connection: z.string(),
    workingDirectory: z.string(),
    github: z.object({
      host: z.string(),
      apiBaseUrl: z.string(),
      token: z.string(),
    }),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

startTestPortal(options).then(
  ({ url }) => process.send?.({ type: 'portal', url }),
  error => {
    process.send?.({ type: 'portal', error: String(error?.stack ?? error) });
    process.exitCode = 1;
  },
);
