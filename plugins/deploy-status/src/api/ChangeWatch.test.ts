import { ChangeWatch } from './ChangeWatch';

const SECOND = 1000;
/** More than a question takes here from when it is known that it is to be asked. */
const LOAD = 10;

/** A page with some questions, and a backend whose answers change. */
function setup() {
  let version = 1;
  const loadVersion = jest.fn(async (_: AbortSignal) => `${version}`);
  const watch = new ChangeWatch(loadVersion);
  let send = (_: unknown) => {};
  const ask = (key: string, delay?: number) => {
    const load = jest.fn(async () => version);
    const query = watch.shelf<number>(delay).take(key, {
      names: [key],
      create: () => watch.question({ load, statusesOf: () => [] }),
    });
    return { load, query, leave: query.subscribe(() => {}) };
  };
  return {
    watch,
    ask,
    loadVersion,
    changeUpstream: () => {
      version += 1;
      return version;
    },
    signals: {
      subscribe: (_: string, onMessage: (message: any) => void) => {
        send = onMessage;
        return { unsubscribe: () => {} };
      },
    },
    signal: (...applications: string[]) =>
      send({ changes: [{ instance: 'dev', applications }] }),
  };
}

function visibility(state: DocumentVisibilityState) {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('a page without signals', () => {
  it('shows a change within two seconds, in everything on it', async () => {
    const { watch, ask, changeUpstream } = setup();
    watch.connect(undefined);
    const questions = [ask('blog-api'), ask('checkout')];
    for (const moment of [0, 100, 1000, 1999]) {
      await wait(10 * SECOND + moment);
      const data = changeUpstream();
      await wait(2 * SECOND + LOAD);
      questions.forEach(({ query }) =>
        expect(query.getState()).toMatchObject({ data }),
      );
    }
  });

  it('asks one small question every two seconds, however much is on it, and nothing else', async () => {
    const { watch, ask, loadVersion } = setup();
    const questions = Array.from({ length: 10 }, (_, index) => {
      watch.connect(undefined);
      return ask(`service-${index}`);
    });
    await wait(29 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(15);
    questions.forEach(({ load }) => expect(load).toHaveBeenCalledTimes(1));
    // The net below: not all that is shown is part of the version.
    await wait(1 * SECOND);
    questions.forEach(({ load }) => expect(load).toHaveBeenCalledTimes(2));
  });

  it('asks for what is written a moment later that moment later', async () => {
    const { watch, ask, changeUpstream } = setup();
    watch.connect(undefined);
    const { load } = ask('blog-api', 500);
    await wait(2 * SECOND - 1);
    changeUpstream();
    await wait(500);
    expect(load).toHaveBeenCalledTimes(1);
    await wait(LOAD);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('rests while it is hidden, and looks as soon as it can be seen', async () => {
    const { watch, ask, loadVersion, changeUpstream } = setup();
    watch.connect(undefined);
    const { load } = ask('blog-api');
    await wait(3 * SECOND);
    visibility('hidden');
    const before = loadVersion.mock.calls.length;
    changeUpstream();
    await wait(20 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(before);
    expect(load).toHaveBeenCalledTimes(1);
    visibility('visible');
    await wait(LOAD);
    expect(loadVersion).toHaveBeenCalledTimes(before + 1);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('stops with the last part that looks, and is not asked sooner by the next', async () => {
    const { watch, ask, loadVersion } = setup();
    for (let page = 0; page < 10; page++) {
      const leave = watch.connect(undefined);
      const question = ask(`service-${page}`);
      await wait(300);
      question.leave();
      leave();
    }
    expect(loadVersion.mock.calls.length).toBeLessThanOrEqual(2);
    const calls = loadVersion.mock.calls.length;
    await wait(60 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(calls);
  });

  it('lets questions look for themselves while the version cannot be had', async () => {
    const { watch, ask, loadVersion, changeUpstream } = setup();
    watch.connect(undefined);
    const { load, query } = ask('blog-api');
    await wait(3 * SECOND);
    loadVersion.mockRejectedValue(new Error('503'));
    load.mockRejectedValue(new Error('503'));
    await wait(2 * SECOND);
    expect(query.getState()).toMatchObject({
      stale: { error: { message: '503' } },
    });
    load.mockResolvedValue(1);
    await wait(5 * SECOND);
    expect(query.getState()).not.toHaveProperty('stale');
    const calls = load.mock.calls.length;
    await wait(10 * SECOND);
    expect(load).toHaveBeenCalledTimes(calls + 2);

    changeUpstream();
    loadVersion.mockResolvedValue('2');
    await wait(60 * SECOND);
    const again = load.mock.calls.length;
    await wait(29 * SECOND);
    expect(load.mock.calls.length).toBeLessThanOrEqual(again + 1);
  });
});

describe('a page with signals', () => {
  it('loads once for each, and asks for the version every ten seconds', async () => {
    const { watch, ask, loadVersion, changeUpstream, signals, signal } =
      setup();
    watch.connect(signals);
    const shown = ask('blog-api');
    const other = ask('checkout');
    await wait(5 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(3);
    for (let change = 1; change <= 5; change++) {
      changeUpstream();
      signal('blog-api');
      await wait(4 * SECOND);
      expect(shown.load).toHaveBeenCalledTimes(1 + change);
    }
    expect(loadVersion).toHaveBeenCalledTimes(5);
    expect(other.load).toHaveBeenCalledTimes(1);
  });

  it('trusts a signal that comes a moment after the version has changed', async () => {
    const { watch, ask, loadVersion, changeUpstream, signals, signal } =
      setup();
    watch.connect(signals);
    const shown = ask('blog-api');
    const other = ask('checkout');
    await wait(5 * SECOND);
    signal('blog-api');
    await wait(10 * SECOND + 900);
    changeUpstream();
    await wait(250);
    signal('blog-api');
    await wait(2 * SECOND);
    expect(shown.load).toHaveBeenCalledTimes(3);
    expect(other.load).toHaveBeenCalledTimes(1);
    const calls = loadVersion.mock.calls.length;
    await wait(8 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(calls + 1);
  });

  it('finds within eleven seconds that the version changed and no signal said so, and looks closely from then on', async () => {
    const { watch, ask, changeUpstream, loadVersion, signals, signal } =
      setup();
    watch.connect(signals);
    const one = ask('blog-api');
    const other = ask('checkout');
    await wait(1 * SECOND);
    signal('blog-api');
    await wait(12 * SECOND);
    const before = changeUpstream();
    await wait(11 * SECOND + LOAD);
    expect(one.query.getState()).toMatchObject({ data: before });
    expect(other.query.getState()).toMatchObject({ data: before });
    const after = changeUpstream();
    await wait(2 * SECOND + LOAD);
    expect(one.query.getState()).toMatchObject({ data: after });

    signal('blog-api');
    await wait(2 * SECOND);
    const calls = loadVersion.mock.calls.length;
    await wait(20 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(calls + 2);
  });

  it('finds within ten seconds that the backend answers no more', async () => {
    const { watch, ask, loadVersion, signals, signal } = setup();
    watch.connect(signals);
    const { load, query } = ask('blog-api');
    await wait(1 * SECOND);
    signal('blog-api');
    await wait(3 * SECOND);
    loadVersion.mockRejectedValue(new Error('503'));
    load.mockRejectedValue(new Error('503'));
    await wait(10 * SECOND + LOAD);
    expect(query.getState()).toMatchObject({
      stale: { error: { message: '503' } },
    });
  });

  it('asks for the version from where nobody listened for a while', async () => {
    const { watch, ask, loadVersion, signals, signal } = setup();
    const leave = watch.connect(signals);
    const { leave: close } = ask('blog-api');
    await wait(1 * SECOND);
    signal('blog-api');
    close();
    leave();
    await wait(60 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(1);
    watch.connect(signals);
    await wait(3 * SECOND);
    expect(loadVersion).toHaveBeenCalledTimes(3);
  });
});
