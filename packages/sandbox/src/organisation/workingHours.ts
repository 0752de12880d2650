import { DateTime } from 'luxon';
import type { Random } from '../random';

const ZONE = 'Asia/Tokyo';
const MINUTE = 60_000;

/**
 * Moments spread over a time span, each between 10:00 and 19:00 of a weekday
 * in Tokyo, in order.
 *
 * @param span - in milliseconds since 1970; answers carry the same unit
 */
export function workingHours(
  span: { begin: number; end: number; count: number },
  random: Random,
): number[] {
  const each = (span.end - span.begin) / span.count;
  const moments = Array.from({ length: span.count }, (_, index) => {
    const wanted = span.begin + (index + random.next()) * each;
    const minutes = Math.floor(random.next() * 9 * 60);
    let day = DateTime.fromMillis(wanted, { zone: ZONE }).startOf('day');
    const at = () => day.plus({ hours: 10, minutes });
    while (day.weekday > 5 || at().toMillis() > span.end - 30 * MINUTE) {
      day = day.minus({ days: 1 });
    }
    return at().toMillis();
  });
  return moments.sort((a, b) => a - b);
}
