import { periodOf } from './period';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const YEAR_MS = 365 * 24 * 60 * 60_000;

const period = (since: string, until?: string) =>
  periodOf({ since, until }, NOW, YEAR_MS);

it('ends now at the latest, and begins where something is kept', () => {
  expect(period('2026-11-22T00:00:00Z', '2027-01-01T00:00:00Z')).toEqual({
    from: Date.parse('2026-11-22T00:00:00Z'),
    to: NOW,
  });
  expect(period('1970-01-01T00:00:00Z')).toEqual({
    from: NOW - YEAR_MS,
    to: NOW,
  });
});

it('is refused where it is empty, or ends before anything that is kept', () => {
  expect(() => period('2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z')).toThrow(
    /`since` must be before `until`/,
  );
  expect(() => period('1970-01-01T00:00:00Z', '1971-01-01T00:00:00Z')).toThrow(
    /2025-11-23/,
  );
});
