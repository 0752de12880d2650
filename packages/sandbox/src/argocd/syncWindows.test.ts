import { judgeWindows, type SyncWindow } from './syncWindows';

const APP = {
  name: 'checkout',
  namespace: 'payments',
  server: 'https://kubernetes.default.svc',
};
/** A Monday. */
const at = (time: string) => Date.parse(`2026-11-23T${time}:00Z`);

const freeze = (change: Partial<SyncWindow> = {}): SyncWindow => ({
  kind: 'deny',
  schedule: '0 18 * * 1-5',
  duration: '14h30m',
  applications: ['*'],
  ...change,
});

describe('sync windows', () => {
  it('deny from their start for their duration', () => {
    expect(judgeWindows([freeze()], APP, at('17:59')).canSync).toBe(true);
    const during = judgeWindows([freeze()], APP, at('18:00'));
    expect(during).toMatchObject({ canSync: false, canAutoSync: false });
    expect(new Date(during.until).toISOString()).toBe(
      '2026-11-24T08:30:00.000Z',
    );
  });

  it('count in their own time zone', () => {
    const tokyo = freeze({ timeZone: 'Asia/Tokyo', duration: '1h' });
    expect(judgeWindows([tokyo], APP, at('09:30')).canSync).toBe(false);
    expect(judgeWindows([tokyo], APP, at('18:30')).canSync).toBe(true);
  });

  it('let people through where they say so, but not auto-sync', () => {
    const state = judgeWindows(
      [freeze({ manualSync: true })],
      APP,
      at('20:00'),
    );
    expect(state).toMatchObject({ canSync: true, canAutoSync: false });
  });

  it('allow only while open, where any allow', () => {
    const office = freeze({
      kind: 'allow',
      schedule: '0 9 * * *',
      duration: '8h',
    });
    expect(judgeWindows([office], APP, at('10:00')).canSync).toBe(true);
    expect(judgeWindows([office], APP, at('22:00')).canSync).toBe(false);
    expect(
      judgeWindows(
        [office, freeze({ schedule: '0 0 * * *', duration: '24h' })],
        APP,
        at('10:00'),
      ).canSync,
    ).toBe(false);
  });

  it('speak only of the applications that they name', () => {
    const others = freeze({ schedule: '* * * * *', applications: ['blog-*'] });
    expect(judgeWindows([others], APP, at('20:00'))).toMatchObject({
      assigned: [],
      canSync: true,
    });
    const space = freeze({ applications: [], namespaces: ['pay*'] });
    expect(judgeWindows([space], APP, at('20:00')).canSync).toBe(false);
  });

  it.each([
    ['*/15 * * * *', '10:30', true],
    ['*/15 * * * *', '10:31', false],
    ['0,30 9-17 * * *', '17:30', true],
    ['0 10 23 11 *', '10:00', true],
    ['0 10 * * 0', '10:00', false],
    ['0 10 1 * 1', '10:00', true],
  ])('understand %s at %s: %s', (schedule, time, isActive) => {
    const minute = freeze({ schedule, duration: '1m' });
    expect(judgeWindows([minute], APP, at(time)).active).toHaveLength(
      isActive ? 1 : 0,
    );
  });
});
