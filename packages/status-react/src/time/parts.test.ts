import { relativeParts, splitDuration } from './parts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('splitDuration', () => {
  it.each([
    [0, '0 seconds'],
    [-5 * SECOND, '0 seconds'],
    [999, '0 seconds'],
    [59 * SECOND, '59 seconds'],
    [MINUTE, '1 minutes'],
    [4 * MINUTE + 10 * SECOND, '4 minutes 10 seconds'],
    [HOUR + 59 * SECOND, '1 hours'],
    [HOUR + 5 * MINUTE + 30 * SECOND, '1 hours 5 minutes'],
    [2 * DAY + 3 * HOUR + 59 * MINUTE, '2 days 3 hours'],
  ])('writes %d ms in at most two neighbouring units', (duration, expected) => {
    const text = splitDuration(duration)
      .map(({ count, unit }) => `${count} ${unit}`)
      .join(' ');
    expect(text).toBe(expected);
  });
});

describe('relativeParts', () => {
  it.each([
    [9 * SECOND, 'past', undefined],
    [-9 * SECOND, 'future', undefined],
    [10 * SECOND, 'past', '10 seconds'],
    [3 * MINUTE + 50 * SECOND, 'past', '3 minutes'],
    [-2 * HOUR, 'future', '2 hours'],
    [40 * DAY, 'past', '40 days'],
  ])('%d ms is %s, %s', (difference, direction, expected) => {
    const { part, ...rest } = relativeParts(difference);
    expect(rest.direction).toBe(direction);
    expect(part && `${part.count} ${part.unit}`).toBe(expected);
  });
});
