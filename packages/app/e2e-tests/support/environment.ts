import { z } from 'zod';

const schema = z.object({
  /** Where the portal under test answers. */
  MICHI_URL: z.url(),
  /** Its state folder: logs, the sandbox's repositories, ports. */
  MICHI_STATE: z.string().min(1),
  /** Set where the screenshots of docs/images are to be taken. */
  MICHI_SCREENSHOTS: z.string().optional(),
  /** Set by globalSetup.ts: the length of the backend's log when the tests began. */
  MICHI_E2E_LOG_SIZE: z.coerce.number().optional(),
});

/**
 * What the one who started the tests says about the portal.
 *
 * @throws Error that says how to start the tests
 */
export function environment(): z.output<typeof schema> {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    throw new Error(
      `The tests need a portal that runs. Use \`npm test -- e2e\`, which starts one, or set the variables yourself: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}
