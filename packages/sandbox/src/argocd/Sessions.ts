import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock';
import { unauthenticated } from './errors';

/** The account of the instance's own token, and the one that signs in with a password. */
const TOKEN_USER = 'portal';
const PASSWORD_USER = 'admin';

const LIFETIME = 24 * 3_600;
const MAX_FAILURES = 5;
const FAILURE_WINDOW = 300_000;

const claimsSchema = z.object({ sub: z.string(), exp: z.number() });

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Who a request comes from. The instance's token belongs to `portal`; `admin`
 * signs in with that same text as the password and gets a token for a day.
 */
export class Sessions {
  private readonly failures = new Map<string, number[]>();

  constructor(
    private readonly options: {
      token: string;
      signingKey: string;
      clock: Clock;
    },
  ) {}

  /**
   * The user name behind an `Authorization` header or session cookie.
   *
   * @throws ArgoCdError (code 16)
   */
  userOf(
    authorization: string | undefined,
    cookie: string | undefined,
  ): string {
    const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const fromCookie = /(?:^|;\s*)argocd\.token=([^;]+)/.exec(
      cookie ?? '',
    )?.[1];
    const token = bearer ?? fromCookie;
    if (token === this.options.token) return TOKEN_USER;
    const [header, payload, signature, ...rest] = (token ?? '').split('.');
    if (!header || !payload || !signature || rest.length > 0) {
      throw unauthenticated();
    }
    if (!isSame(signature, this.sign(`${header}.${payload}`))) {
      throw unauthenticated(
        'invalid session: token signature is invalid: signature is invalid',
      );
    }
    const claims = claimsSchema.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    );
    if (claims.exp * 1_000 < this.options.clock().getTime()) {
      throw unauthenticated(
        'invalid session: token has invalid claims: token is expired',
      );
    }
    return claims.sub;
  }

  /**
   * A token for a user name and password. After five failures within five
   * minutes the right password is refused as well, with the same words.
   *
   * @throws ArgoCdError (code 16)
   */
  create(username: string, password: string): string {
    if (!username || !password)
      throw unauthenticated('no credentials supplied');
    const now = this.options.clock().getTime();
    const recent = (this.failures.get(username) ?? []).filter(
      at => at > now - FAILURE_WINDOW,
    );
    const right =
      username === PASSWORD_USER && isSame(password, this.options.token);
    if (recent.length >= MAX_FAILURES || !right) {
      this.failures.set(username, [...recent, now]);
      throw unauthenticated('Invalid username or password');
    }
    this.failures.delete(username);
    return this.issue(username, now);
  }

  private issue(username: string, now: number): string {
    const seconds = Math.floor(now / 1_000);
    const content = [
      encode({ alg: 'HS256', typ: 'JWT' }),
      encode({
        iss: 'argocd',
        sub: username,
        iat: seconds,
        nbf: seconds,
        exp: seconds + LIFETIME,
      }),
    ].join('.');
    return `${content}.${this.sign(content)}`;
  }

  private sign(text: string): string {
    return createHmac('sha256', this.options.signingKey)
      .update(text)
      .digest('base64url');
  }
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
