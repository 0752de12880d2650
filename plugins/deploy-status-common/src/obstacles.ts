import { z } from 'zod';
import { timestamp } from './model';

/**
 * Everything that the portal itself has to say of a change, before and after it.
 *
 * In the way of it, and so why it was refused:
 * - `sync-window`: a window of Argo CD denies it; `until` says how long, where that is known.
 * - `auto-sync`: Argo CD would undo it at once.
 * - `operation-running`: another operation runs.
 * - `retrying`: an operation failed, and Argo CD repeats it by itself.
 * - `stopping`: the operation is being stopped already.
 * - `instance-unreachable`: the instance does not answer.
 * - `access`: Argo CD refuses the portal's account.
 * - `application-missing`: Argo CD does not have the Application.
 * - `not-in-history`: Argo CD no longer knows the deployment to go back to.
 * - `revert-in-git`: only reverting the commits leads back, as the images to go back to are
 *   those that run, or are not known; `url` compares the commits, where the Git host is known.
 * - `nothing-to-change`: it would change nothing.
 * - `in-git-already`: Git says these images already, so that only a sync is missing.
 * - `not-failed`: there is nothing to retry, as the last operation did not fail.
 * - `nothing-runs`: there is nothing to stop.
 * - `another-operation`: another operation has taken the place of the one that was meant.
 * - `another-revision`: Git says another revision than the one that was named, and no plan showed that lately.
 * - `no-source`: the manifest that would have to change cannot be found or written.
 * - `git-host`: the Git host does not do its part.
 * - `refused`: Argo CD refuses it for the reason in `quotation`.
 *
 * To know before it, or of what was accepted:
 * - `deploys-newest`: Argo CD deploys the newest revision and not the one that failed.
 * - `deploys-failed`: it deploys the revision that failed, and Git is at another one.
 * - `may-not-end`: a sync window may keep Argo CD from coming to an end, until it ends.
 * - `pull-request-open`: a pull request with this change is open already, at `url` or that of the receipt.
 * - `waits-for-window`: a sync window keeps Argo CD from deploying by itself what is merged, until it ends.
 *
 * Of a request whose outcome is not known:
 * - `no-answer`: it was sent, and no usable answer came.
 * - `asked-before`: the same request was made before, and no answer to it is known.
 */
export const obstacleKindSchema = z.enum([
  'sync-window',
  'auto-sync',
  'operation-running',
  'retrying',
  'stopping',
  'instance-unreachable',
  'access',
  'application-missing',
  'not-in-history',
  'revert-in-git',
  'nothing-to-change',
  'in-git-already',
  'not-failed',
  'nothing-runs',
  'another-operation',
  'another-revision',
  'no-source',
  'git-host',
  'refused',
  'deploys-newest',
  'deploys-failed',
  'may-not-end',
  'pull-request-open',
  'waits-for-window',
  'no-answer',
  'asked-before',
]);
/** {@inheritDoc obstacleKindSchema} */
export type ObstacleKind = z.output<typeof obstacleKindSchema>;

/**
 * What a backend says that is newer than the tab which reads it: its `message`
 * is all that is known of it. The brand leaves it to readers alone, as nobody can
 * write one, and so the document has what is sent: the kinds above.
 */
const newerKindSchema = z.string().brand<'a kind that came later'>();

/** One thing that the portal has to say of a change. */
export const obstacleSchema = z
  .object({
    kind: z.union([obstacleKindSchema, newerKindSchema]).meta({
      override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
        delete jsonSchema.anyOf;
        Object.assign(jsonSchema, {
          type: 'string',
          enum: obstacleKindSchema.options,
        });
      },
    }),
    /** In words for a person, in English; the kind is what an interface translates. */
    message: z.string(),
    /** What Argo CD, or the Git host for `git-host`, says itself. It cannot be translated. */
    quotation: z.string().optional(),
    until: timestamp.optional(),
    /** A page on which to see what it is about. */
    url: z.string().optional(),
  })
  .meta({ id: 'Obstacle' });
/** {@inheritDoc obstacleSchema} */
export type Obstacle = z.output<typeof obstacleSchema>;
