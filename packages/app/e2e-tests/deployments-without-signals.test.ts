import { PortalApi } from './support/api';
import { commitImage } from './support/control';
import { openDeployments, PATIENCE, placeOf } from './support/deployments';
import { environment } from './support/environment';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'timeline';
/** Until the page asks, and a moment for a busy machine to answer and to draw. */
const WITHIN = { timeout: 2000 + 1500 };

test.use({ atRest: true });

test('a page that no signal reaches shows a change within two seconds', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(180_000);
  // The connection is open, and nothing ever comes through it
  await page.routeWebSocket(/\/api\/signals/, () => {});
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const askedAt: number[] = [];
  page.on('request', sent => {
    if (sent.url().endsWith('/deploy-status/v1/version')) {
      askedAt.push(Date.now());
    }
  });
  const dev = placeOf(page, 'dev');
  await expect(dev).toContainText('Healthy · Synced', PATIENCE);

  const { tag } = await commitImage(request, SERVICE, { environment: 'dev' });
  const api = await PortalApi.signIn(request, environment().MICHI_URL, MIHO);
  const known = async () =>
    (
      await api.get(
        `/api/deploy-status/v1/entities/component/default/${SERVICE}/status`,
      )
    ).text();
  await expect
    .poll(known, { ...PATIENCE, intervals: [100] })
    .toContain(`"tag":"${tag}"`);
  await expect(dev).toContainText(tag, WITHIN);
  await expect(dev).toContainText('Healthy · Synced', PATIENCE);

  // One small question each time, however much is on the page
  await expect.poll(() => askedAt.length, PATIENCE).toBeGreaterThan(2);
  const [first = 0] = askedAt;
  const rounds = askedAt.length - 1;
  expect(((askedAt.at(-1) ?? 0) - first) / rounds).toBeGreaterThan(1900);
});
