import { CatalogPace } from './CatalogPace';

const SEC = 1_000;
const OFTEN = 5 * SEC;
const SELDOM = 60 * SEC;

/** How long it rests after each reading, which finds so many services and takes no time. */
function rests(...found: number[]): number[] {
  const pace = new CatalogPace({
    refreshMs: SELDOM,
    growingMs: OFTEN,
    settledMs: 30 * SEC,
  });
  let now = 1_800_000_000_000;
  let before = 0;
  return found.map(after => {
    pace.read(before, after, now);
    before = after;
    const rest = pace.restMs(now);
    now += rest;
    return rest;
  });
}

it('reads once more soon after the first reading, and then seldom', () => {
  expect(rests(9, 9, 9)).toEqual([OFTEN, SELDOM, SELDOM]);
});

it('reads often as long as there is no service', () => {
  expect(rests(0, 0, 0, 0)).toEqual([OFTEN, OFTEN, OFTEN, OFTEN]);
});

it('reads often until no service has come for half a minute', () => {
  const all = rests(1, 2, 7, 7, 7, 7, 7, 7, 7, 7);
  expect(all.indexOf(SELDOM)).toBe(8);
  expect(all.slice(8)).toEqual([SELDOM, SELDOM]);
});

it('does not take what goes for growth', () => {
  expect(rests(5, 5, 3, 3)).toEqual([OFTEN, SELDOM, SELDOM, SELDOM]);
});

it('never rests longer while it grows than otherwise', () => {
  const pace = new CatalogPace({ refreshMs: 20, growingMs: 50, settledMs: 0 });
  expect(pace.restMs(0)).toBe(20);
});
