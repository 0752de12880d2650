import { latenciesOf } from './clients';

describe('latencies', () => {
  const views = (count: number) =>
    Array.from({ length: count }, (_, index) => index + 1);

  it('are summed up as far as so many views carry it', () => {
    expect(latenciesOf(views(20))).toEqual({ views: 20, p50Ms: 10 });
    expect(latenciesOf(views(100))).toEqual({
      views: 100,
      p50Ms: 50,
      p95Ms: 95,
    });
    expect(latenciesOf(views(2_000))).toEqual({
      views: 2_000,
      p50Ms: 1_000,
      p95Ms: 1_900,
      p99Ms: 1_980,
    });
  });
});
