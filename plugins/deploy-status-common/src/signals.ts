import { z } from 'zod';

/** The signals channel on which the backend says that something changed. */
export const DEPLOY_STATUS_CHANNEL = 'deploy-status';

/**
 * A change, without its content: whoever may read it asks the API, where
 * permissions are checked. An instance without applications means that the
 * connection to it changed.
 */
export const deployStatusSignalSchema = z.object({
  changes: z.array(
    z.object({ instance: z.string(), applications: z.array(z.string()) }),
  ),
});
/** {@inheritDoc deployStatusSignalSchema} */
export type DeployStatusSignal = z.output<typeof deployStatusSignalSchema>;
