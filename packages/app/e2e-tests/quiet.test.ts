import { complaintsInLog } from './support/backendLog';
import { environment } from './support/environment';
import { PLACES } from './support/pages';
import { YUKI } from './support/people';
import { STOCK_LOG } from './support/stockNoise';
import { expect, test } from './support/test';

test('the backend started without a complaint', () => {
  const complaints = complaintsInLog(0, environment().MICHI_E2E_LOG_SIZE);
  expect(
    complaints.filter(line => !STOCK_LOG.some(stock => stock.test(line))),
  ).toEqual([]);
});

// What each test checks at its end is the point here: a quiet console, a quiet log
for (const { name, path, ready } of PLACES) {
  test(`the ${name} page opens without a complaint`, async ({
    page,
    signInAs,
  }) => {
    await signInAs(YUKI);
    await page.goto(path);
    await ready(page);
    await page.waitForLoadState('networkidle');
  });
}
