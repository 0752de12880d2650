import { Ahead } from './Ahead';

describe('Ahead', () => {
  it('asks once, and gives the answer once', async () => {
    const ahead = new Ahead<string>();
    const load = jest.fn().mockResolvedValue('healthy');
    ahead.ask('blog-api', load);
    ahead.ask('blog-api', load);
    expect(load).toHaveBeenCalledTimes(1);
    expect(await ahead.take('blog-api')).toBe('healthy');
    expect(await ahead.take('blog-api')).toBeUndefined();
  });

  it('has no answer where asking failed or was not done', async () => {
    const ahead = new Ahead<string>();
    ahead.ask('blog-api', jest.fn().mockRejectedValue(new Error('down')));
    expect(await ahead.take('blog-api')).toBeUndefined();
    expect(await ahead.take('blog-web')).toBeUndefined();
  });

  it('gives nothing that has grown old', async () => {
    jest.useFakeTimers();
    const ahead = new Ahead<string>();
    ahead.ask('blog-api', jest.fn().mockResolvedValue('healthy'));
    jest.advanceTimersByTime(15_000);
    expect(await ahead.take('blog-api')).toBeUndefined();
    jest.useRealTimers();
  });
});
