import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** A right that is withdrawn is gone by then; fewer questions are worth that, see ADR 10. */
const KEPT_MS = 30_000;
/** Asked anew by then where somebody still asks, so that they never wait for it. */
const RENEWED_MS = KEPT_MS / 2;
const MOST = 10_000;

/** A person who acts without anybody in between. */
const personSchema = z.strictObject({
  type: z.literal('user'),
  userEntityRef: z.string(),
  actor: z.undefined().optional(),
});

interface Question {
  permission: Permission;
  credentials: BackstageCredentials;
}

/**
 * What the policy says of a permission in general: yes, no, or that it depends
 * on the resource. Each question costs two requests among the backend's own
 * plugins, more than most answers themselves, so a person's is remembered for
 * half a minute, for reading. Whoever changes something asks anew.
 */
export class Verdicts {
  readonly #known: LRUCache<string, AuthorizeResult, Question>;

  constructor(
    private readonly permissions: PermissionsService,
    now: () => number = () => performance.now(),
  ) {
    this.#known = new LRUCache({
      max: MOST,
      ttl: KEPT_MS,
      ttlResolution: 0,
      perf: { now },
      // Who asks at the same time waits for the same answer; a failure is not kept,
      // and what was known before it holds until it runs out.
      noDeleteOnFetchRejection: true,
      fetchMethod: (_key, _old, { context }) =>
        this.anew(context.permission, context.credentials),
    });
  }

  /** As remembered, for reading. Returns `DENY` where the policy says nothing. */
  async of(
    permission: Permission,
    credentials: BackstageCredentials,
  ): Promise<AuthorizeResult> {
    const person = personSchema.safeParse(credentials.principal);
    if (!person.success) {
      return this.anew(permission, credentials);
    }
    const key = `${person.data.userEntityRef} ${permission.name}`;
    const leftMs = this.#known.getRemainingTTL(key);
    const verdict = await this.#known.fetch(key, {
      context: { permission, credentials },
      forceRefresh: leftMs <= KEPT_MS - RENEWED_MS,
      // While it is asked anew it holds, as long as it would have anyway.
      allowStale: leftMs > 0,
    });
    return verdict ?? AuthorizeResult.DENY;
  }

  /** As the policy says now, for changes. Returns `DENY` where it says nothing. */
  async anew(
    permission: Permission,
    credentials: BackstageCredentials,
  ): Promise<AuthorizeResult> {
    const [decision] = isResourcePermission(permission)
      ? await this.permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await this.permissions.authorize([{ permission }], { credentials });
    return decision?.result ?? AuthorizeResult.DENY;
  }
}
