import { anApplication } from '../__testUtils__/anApplication';
import { StatusBoard } from './StatusBoard';

const MINUTE = 60_000;
const AT = new Date('2026-11-23T10:00:00.000Z');

function board() {
  const made = new StatusBoard(
    ['dev', 'production'].map(name => ({
      name,
      url: `https://${name}`,
      frontendUrl: `https://${name}`,
      credentials: { type: 'token', token: 't' },
      environment: name,
      protected: false,
    })),
  );
  made.setConnection('dev', { connection: 'connected' });
  made.book('dev').put(anApplication('blog-api'));
  return made;
}

describe('the version of what is known', () => {
  it('is the same on two replicas that know the same', () => {
    const [one, other] = [board(), board()];
    expect(one.version()).toBe(other.version());
    one.book('dev').put(anApplication('blog-api', { sync: 'OutOfSync' }));
    expect(one.version()).not.toBe(other.version());
    other.book('dev').put(anApplication('blog-api', { sync: 'OutOfSync' }));
    expect(one.version()).toBe(other.version());
  });

  it('is another one with an Application more or less, and on another instance', () => {
    const known = board();
    const versions = [known.version()];
    known.book('dev').put(anApplication('blog-web'));
    versions.push(known.version());
    known.book('dev').apply({
      changed: [],
      touched: [],
      removed: [{ namespace: 'argocd', name: 'blog-web' }],
    });
    expect(known.version()).toBe(versions[0]);
    known
      .book('production')
      .put(anApplication('blog-web', { instance: 'production' }));
    versions.push(known.version());
    expect(new Set(versions).size).toBe(3);
  });

  it('is another one when an instance is lost, and not with every try to reach it', () => {
    const known = board();
    const connected = known.version();
    const lost = (nextAttemptAt: Date) => ({
      connection: 'unreachable' as const,
      problem: 'It does not answer',
      nextAttemptAt,
    });
    known.setConnection('dev', lost(AT));
    const unreachable = known.version();
    expect(unreachable).not.toBe(connected);
    known.setConnection('dev', lost(new Date(AT.getTime() + MINUTE)));
    expect(known.version()).toBe(unreachable);
    known.setConnection('dev', { connection: 'connected' });
    expect(known.version()).toBe(connected);
  });

  it('is not another one because time passes', () => {
    const known = board();
    const before = known.version();
    for (let minute = 0; minute < 5; minute++) {
      known.setContact('dev', new Date(AT.getTime() + minute * MINUTE));
    }
    expect(known.version()).toBe(before);
  });
});
