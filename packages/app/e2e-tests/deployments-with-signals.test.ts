import type { APIRequestContext, Locator } from '@playwright/test';
import { askArgoCd, commitImage, decideNextSync } from './support/control';
import { openDeployments, PATIENCE, placeOf } from './support/deployments';
import { MIHO } from './support/people';
import { expect, test } from './support/test';

const SERVICE = 'timeline';
const ROUNDS = 3;
/** As it is promised: from Argo CD's own answer to the open page. */
const WITHIN_MS = 2000;

test.use({ atRest: true });

type Status = Awaited<ReturnType<typeof askArgoCd>>;

/** When Argo CD itself first said so. */
async function said(
  request: APIRequestContext,
  isSo: (status: Status) => boolean,
): Promise<number> {
  await expect
    .poll(async () => isSo(await askArgoCd(request, SERVICE, 'dev')), {
      ...PATIENCE,
      intervals: [50],
    })
    .toBe(true);
  return Date.now();
}

/**
 * When the page first showed all of these words: never, if not within half a minute. It looks
 * for itself: asked from outside it would be looked at less often.
 */
function shown(row: Locator, words: string[]): Promise<number> {
  return row.evaluate(
    (element, wanted) =>
      new Promise<number>(resolve => {
        const until = Date.now() + 30_000;
        const look = () => {
          const text = element.textContent ?? '';
          if (wanted.every(word => text.includes(word))) resolve(Date.now());
          else if (Date.now() > until) resolve(Infinity);
          else setTimeout(look, 50);
        };
        look();
      }),
    words,
  );
}

test('a page that signals reach shows each change within two seconds', async ({
  page,
  request,
  signInAs,
}) => {
  test.setTimeout(240_000);
  // Asking for the version never tells of anything: what comes, comes with a signal
  let version: string | undefined;
  await page.route('**/deploy-status/v1/version', async route => {
    version ??= await (await route.fetch()).text();
    await route.fulfill({ contentType: 'application/json', body: version });
  });
  const listens = new Promise<void>(resolve => {
    page.on('websocket', socket =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('deploy-status')) resolve();
      }),
    );
  });
  await signInAs(MIHO);
  await openDeployments(page, SERVICE);
  const dev = placeOf(page, 'dev');
  await expect(dev).toContainText('Healthy · Synced', PATIENCE);
  await listens;

  for (let round = 1; round <= ROUNDS; round += 1) {
    await decideNextSync(request, SERVICE, 'dev', { rolloutSeconds: 4 });
    const { tag } = await commitImage(request, SERVICE, { environment: 'dev' });
    const runs = ({ summary }: Status) =>
      summary.images.some(image => image.endsWith(`:${tag}`));
    const changes = {
      'is rolled out': {
        said: said(request, ({ health }) => health.status === 'Progressing'),
        shown: shown(dev, ['Progressing']),
      },
      'has another version': {
        said: said(request, runs),
        shown: shown(dev, [tag]),
      },
      'is healthy': {
        said: said(
          request,
          status =>
            runs(status) &&
            status.health.status === 'Healthy' &&
            status.sync.status === 'Synced',
        ),
        shown: shown(dev, [tag, 'Healthy · Synced']),
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      const took = (await change.shown) - (await change.said);
      expect(took, `${SERVICE} ${what}, round ${round}`).toBeLessThan(
        WITHIN_MS,
      );
    }
  }
});
