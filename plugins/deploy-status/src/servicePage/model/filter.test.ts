import { daysBefore, readFilter, writeFilter } from './filter';

const address = (text: string) => new URLSearchParams(text);

it('reads what an address says, and the default where it says nothing sensible', () => {
  expect(
    readFilter(
      address('environment=staging&environment=dev&only=failed&days=90'),
    ),
  ).toEqual({
    environments: ['dev', 'staging'],
    only: 'failed',
    days: 90,
    open: undefined,
  });
  expect(readFilter(address('only=everything&days=12'))).toMatchObject({
    only: 'all',
    days: 30,
  });
});

it('keeps the rest of the address, and says only what is not the default', () => {
  const before = address('tab=x&only=failed&days=7&deployment=a%2Fb');
  expect(writeFilter(before, { only: 'all', days: 30 }).toString()).toBe(
    'tab=x&deployment=a%2Fb',
  );
  expect(
    writeFilter(before, { environments: ['dev', 'production'] }).getAll(
      'environment',
    ),
  ).toEqual(['dev', 'production']);
});

it('goes back by days of the calendar', () => {
  expect(daysBefore(new Date(2026, 10, 23), 30)).toEqual(new Date(2026, 9, 24));
});
