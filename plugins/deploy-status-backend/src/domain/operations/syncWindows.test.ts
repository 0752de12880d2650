import type { SyncWindow } from './operable';
import { deniedUntil, withTimeZones } from './syncWindows';

const deny = (schedule: string, duration: string, more = {}): SyncWindow => ({
  kind: 'deny',
  schedule,
  duration,
  manualSync: false,
  ...more,
});
const allow = (schedule: string, duration: string, more = {}): SyncWindow => ({
  ...deny(schedule, duration, more),
  kind: 'allow',
});
const until = (windows: SyncWindow[], now: string) =>
  deniedUntil(windows, new Date(now))?.toISOString();

describe('until when people may not sync', () => {
  it('is when the denial ends', () => {
    const freeze = [deny('0 22 * * 5', '56h30m')];
    // Friday the 27th, 22:00 until Monday, 6:30.
    expect(until(freeze, '2026-11-28T12:00:00Z')).toBe(
      '2026-11-30T06:30:00.000Z',
    );
    expect(until(freeze, '2026-11-30T06:30:00Z')).toBeUndefined();
    expect(until(freeze, '2026-11-27T21:59:59Z')).toBeUndefined();
  });

  it('is when the last of several that overlap ends', () => {
    const both = [deny('0 8 * * *', '2h'), deny('30 9 * * *', '3h')];
    expect(until(both, '2026-11-23T09:00:00Z')).toBe(
      '2026-11-23T12:30:00.000Z',
    );
  });

  it('is when an allowance begins, unless it is denied then', () => {
    const windows = [allow('0 9 * * 1-5', '8h'), deny('0 9 * * 1', '1h')];
    expect(until(windows, '2026-11-22T12:00:00Z')).toBe(
      '2026-11-23T10:00:00.000Z',
    );
    expect(until(windows, '2026-11-24T12:00:00Z')).toBeUndefined();
  });

  it('is in the time zone of the window', () => {
    const tokyo = [deny('0 18 * * *', '14h', { timeZone: 'Asia/Tokyo' })];
    // 18:00 in Tokyo is 9:00 UTC.
    expect(until(tokyo, '2026-11-23T10:00:00Z')).toBe(
      '2026-11-23T23:00:00.000Z',
    );
    expect(until(tokyo, '2026-11-23T08:00:00Z')).toBeUndefined();
  });

  it('is nothing where people may sync by hand', () => {
    const now = '2026-11-23T10:00:00Z';
    const byHand = { manualSync: true };
    expect(until([deny('0 0 * * *', '24h', byHand)], now)).toBeUndefined();
    expect(until([allow('0 3 * * *', '1h', byHand)], now)).toBeUndefined();
    expect(until([], now)).toBeUndefined();
  });

  it('has no end where one denial follows another for ever', () => {
    expect(until([deny('0 0 * * *', '24h')], '2026-11-23T10:00:00Z')).toBe(
      undefined,
    );
  });

  it('says which window cannot be read', () => {
    expect(() => until([deny('often', '1h')], '2026-11-23T10:00:00Z')).toThrow(
      /often/,
    );
    expect(() =>
      until([deny('0 0 * * *', 'long')], '2026-11-23T10:00:00Z'),
    ).toThrow(/cannot be read/);
  });
});

describe('time zones of windows', () => {
  const frozen = deny('0 0 * * *', '24h');
  const tokyo = { ...frozen, timeZone: 'Asia/Tokyo' };

  it('come from the project', () => {
    expect(withTimeZones([frozen], [tokyo, allow('0 1 * * *', '1h')])).toEqual([
      tokyo,
    ]);
    expect(withTimeZones([frozen], [frozen])).toEqual([
      { ...frozen, timeZone: 'UTC' },
    ]);
  });

  it('are not guessed', () => {
    expect(withTimeZones([frozen], [])).toBeUndefined();
    expect(withTimeZones([frozen], [frozen, tokyo])).toBeUndefined();
  });
});
