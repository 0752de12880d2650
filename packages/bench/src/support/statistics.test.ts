import { median, percentile, round } from './statistics';

describe('median', () => {
  it('takes the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 10, 2])).toBe(3);
  });

  it('refuses to make a number of nothing', () => {
    expect(() => median([])).toThrow('no median');
  });
});

describe('round', () => {
  it('keeps as many decimals as asked', () => {
    expect(round(1.0649, 2)).toBe(1.06);
    expect(round(149.6)).toBe(150);
  });
});

describe('percentile', () => {
  it('is a value that was measured', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('refuses to make a number of nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('no percentile');
  });
});
