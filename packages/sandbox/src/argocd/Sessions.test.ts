import { ArgoCdError } from './errors';
import { Sessions } from './Sessions';

const TOKEN = 'michi-sandbox-argocd-dev';
const HOUR = 3_600_000;

describe('Sessions', () => {
  let now: number;
  let sessions: Sessions;

  beforeEach(() => {
    now = Date.parse('2026-11-23T08:00:00Z');
    sessions = new Sessions({
      token: TOKEN,
      signingKey: 'key',
      clock: () => new Date(now),
    });
  });

  const refusal = (work: () => unknown): string => {
    try {
      work();
      return 'none';
    } catch (error) {
      return error instanceof ArgoCdError ? error.message : String(error);
    }
  };

  it("know the instance's own token, and those they gave, as header or cookie", () => {
    expect(sessions.userOf(`Bearer ${TOKEN}`, undefined)).toBe('portal');
    const token = sessions.create('admin', TOKEN);
    expect(sessions.userOf(`Bearer ${token}`, undefined)).toBe('admin');
    expect(sessions.userOf(undefined, `a=b; argocd.token=${token}`)).toBe(
      'admin',
    );
  });

  it('end after a day', () => {
    const token = sessions.create('admin', TOKEN);
    now += 25 * HOUR;
    expect(refusal(() => sessions.userOf(`Bearer ${token}`, undefined))).toBe(
      'invalid session: token has invalid claims: token is expired',
    );
  });

  it('refuse a token that another instance signed', () => {
    const other = new Sessions({
      token: TOKEN,
      signingKey: 'other',
      clock: () => new Date(now),
    });
    const token = other.create('admin', TOKEN);
    expect(refusal(() => sessions.userOf(`Bearer ${token}`, undefined))).toBe(
      'invalid session: token signature is invalid: signature is invalid',
    );
  });

  it('let in again five minutes after too many wrong passwords', () => {
    const signIn = (password: string) =>
      refusal(() => sessions.create('admin', password));
    for (let failure = 1; failure <= 5; failure += 1) signIn('wrong');
    expect(signIn(TOKEN)).toBe('Invalid username or password');
    now += 6 * 60_000;
    expect(signIn(TOKEN)).toBe('none');
  });
});
