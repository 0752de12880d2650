import {
  RateLimitGate,
  rateLimited,
  rateLimitOf,
  retryAfterMs,
} from './rateLimit';

const NOW = Date.parse('2026-11-23T10:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['soon', undefined],
    ['', undefined],
  ])('%s', (value, expected) => {
    expect(retryAfterMs({ 'retry-after': value }, NOW)).toBe(expected);
  });

  it("is measured by the server's clock, where it is told", () => {
    const headers = {
      date: 'Mon, 23 Nov 2026 12:00:00 GMT',
      'retry-after': 'Mon, 23 Nov 2026 12:00:05 GMT',
    };
    expect(retryAfterMs(headers, NOW)).toBe(5_000);
  });
});

describe('what is left', () => {
  it.each([
    [
      'GitHub: seconds since 1970',
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${NOW / 1000 + 60}`,
      },
      { remaining: 0, resetMs: 60_000 },
    ],
    [
      'Datadog: seconds from now',
      { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '42' },
      { remaining: 3, resetMs: 42_000 },
    ],
    [
      'three headers of the draft',
      { 'ratelimit-remaining': '0', 'ratelimit-reset': '7' },
      { remaining: 0, resetMs: 7_000 },
    ],
    [
      'one header of the draft',
      { ratelimit: '"default";r=0;t=30' },
      { remaining: 0, resetMs: 30_000 },
    ],
    ['nothing', {}, { remaining: undefined }],
    [
      'nonsense',
      { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '-5' },
      { remaining: undefined },
    ],
  ])('%s', (_title, headers, expected) => {
    expect(rateLimitOf(headers, NOW)).toEqual(expected);
  });
});

it('takes 503 with Retry-After as a wait, but not as a limit', () => {
  expect(rateLimited(503, { 'retry-after': '1' }, NOW)).toEqual({
    limited: false,
    waitMs: 1_000,
  });
  expect(rateLimited(403, {}, NOW)).toEqual({ limited: false });
});

it('opens the gate again when the time has passed', () => {
  let now = NOW;
  const gate = new RateLimitGate(() => now);
  gate.note('a', 429, { 'retry-after': '2' });
  expect(gate.waitMs('a')).toBe(2_000);
  expect(gate.waitMs('b')).toBe(0);
  now += 2_000;
  expect(gate.waitMs('a')).toBe(0);
});
