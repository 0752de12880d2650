import { ResponseError } from '@backstage/errors';
import { LiveQuery, type PageVisibility } from './LiveQuery';

const INTERVAL = 5000;

class FakeVisibility implements PageVisibility {
  visible = true;
  private listener = () => {};
  isVisible = () => this.visible;
  onChange = (listener: () => void) => {
    this.listener = listener;
    return () => {};
  };
  set(visible: boolean) {
    this.visible = visible;
    this.listener();
  }
}

function setup() {
  const load = jest.fn<Promise<string>, [AbortSignal]>();
  const visibility = new FakeVisibility();
  const query = new LiveQuery({
    load,
    interval: () => INTERVAL,
    visibility,
  });
  return { load, visibility, query };
}

const responseError = (status: number) =>
  ResponseError.fromResponse(
    new Response(JSON.stringify({ error: { name: 'Error', message: 'no' } }), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );

describe('LiveQuery', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('loads when somebody looks, again after the interval, and stops with the last one', async () => {
    const { load, query } = setup();
    load.mockResolvedValueOnce('first').mockResolvedValue('second');
    expect(query.getState()).toEqual({ status: 'loading' });
    expect(load).not.toHaveBeenCalled();

    const leave = query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(query.getState()).toEqual({
      status: 'ready',
      data: 'first',
      refreshing: false,
    });

    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(query.getState()).toMatchObject({ data: 'second' });

    leave();
    await jest.advanceTimersByTimeAsync(10 * INTERVAL);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps what is there while it refreshes', async () => {
    const { load, query } = setup();
    let answer = (_: string) => {};
    load.mockResolvedValueOnce('first').mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    query.refresh();
    await jest.advanceTimersByTimeAsync(300);
    expect(query.getState()).toEqual({
      status: 'ready',
      data: 'first',
      refreshing: true,
    });
    answer('second');
    await jest.advanceTimersByTimeAsync(0);
    expect(query.getState()).toEqual({
      status: 'ready',
      data: 'second',
      refreshing: false,
    });
  });

  it('loads once more when asked during a load, and never faster than the gap', async () => {
    const { load, query } = setup();
    let answer = (_: string) => {};
    load
      .mockReturnValueOnce(
        new Promise(resolve => {
          answer = resolve;
        }),
      )
      .mockResolvedValue('after');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    query.refresh();
    query.refresh();
    query.refresh();
    answer('before');
    await jest.advanceTimersByTimeAsync(299);
    expect(load).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(load).toHaveBeenCalledTimes(2);
    expect(query.getState()).toMatchObject({ data: 'after' });
  });

  it('says since when data is stale, and recovers with growing pauses', async () => {
    const { load, query } = setup();
    load
      .mockResolvedValueOnce('good')
      .mockRejectedValueOnce(new Error('no network'))
      .mockRejectedValueOnce(new Error('no network'))
      .mockResolvedValue('better');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    const loadedAt = Date.now();

    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(query.getState()).toMatchObject({
      status: 'ready',
      data: 'good',
      stale: { since: loadedAt, error: { message: 'no network' } },
    });
    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(load).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(load).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(query.getState()).toEqual({
      status: 'ready',
      data: 'better',
      refreshing: false,
    });
  });

  it('is an error without data, and takes data away from those who may no longer see it', async () => {
    const { load, query } = setup();
    load
      .mockRejectedValueOnce(await responseError(503))
      .mockResolvedValueOnce('secret')
      .mockRejectedValueOnce(await responseError(403));
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(query.getState()).toMatchObject({
      status: 'error',
      error: { statusCode: 503 },
      retrying: false,
    });
    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(query.getState()).toMatchObject({ data: 'secret' });
    await jest.advanceTimersByTimeAsync(INTERVAL);
    expect(query.getState()).toMatchObject({
      status: 'error',
      error: { statusCode: 403 },
    });
  });

  it('rests while the page is hidden and catches up when it is seen again', async () => {
    const { load, query, visibility } = setup();
    load.mockResolvedValue('data');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    visibility.set(false);
    await jest.advanceTimersByTimeAsync(10 * INTERVAL);
    expect(load).toHaveBeenCalledTimes(1);
    visibility.set(true);
    await jest.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('asks for nothing that nobody sees, also where it is told of news', async () => {
    const { load, query, visibility } = setup();
    load.mockResolvedValue('data');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    visibility.set(false);
    await jest.advanceTimersByTimeAsync(1000);
    query.refresh();
    query.refresh();
    await jest.advanceTimersByTimeAsync(1000);
    expect(load).toHaveBeenCalledTimes(1);
    visibility.set(true);
    await jest.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(INTERVAL - 1);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('forgets no news where the page is hidden within the gap, or while it loads', async () => {
    const { load, query, visibility } = setup();
    load.mockResolvedValue('data');
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    query.refresh();
    visibility.set(false);
    await jest.advanceTimersByTimeAsync(1000);
    expect(load).toHaveBeenCalledTimes(1);
    visibility.set(true);
    await jest.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(2);

    load.mockImplementationOnce(
      () => new Promise(done => setTimeout(() => done('slow'), 500)),
    );
    query.refresh();
    await jest.advanceTimersByTimeAsync(400);
    expect(load).toHaveBeenCalledTimes(3);
    visibility.set(false);
    query.refresh();
    visibility.set(true);
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('loads in a hidden page for the first time, so that there is something once it is seen', async () => {
    const { load, query, visibility } = setup();
    load.mockResolvedValue('data');
    visibility.set(false);
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    expect(query.getState()).toMatchObject({ data: 'data' });
  });

  it('leaves a gap that grows with how long a load takes', async () => {
    const load = jest.fn(
      () => new Promise<void>(done => setTimeout(done, 200)),
    );
    const query = new LiveQuery({
      load,
      interval: () => 60_000,
      minGap: took => 10 * took,
    });
    query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(200);
    query.refresh();
    await jest.advanceTimersByTimeAsync(1_799);
    expect(load).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('ends the request of a page that was left', async () => {
    const { load, query } = setup();
    load.mockReturnValue(new Promise(() => {}));
    const leave = query.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(0);
    leave();
    expect(load.mock.calls[0]?.[0].aborted).toBe(true);
  });
});
