import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { PortalApi } from './support/api';
import { logSize, logText } from './support/backendLog';
import { withFault } from './support/control';
import { PATIENCE } from './support/deployments';
import { environment } from './support/environment';
import { MIHO } from './support/people';
import { secretsHeldBy, secretsOfPortal } from './support/secrets';
import { expect, test } from './support/test';

const SERVICE = 'blog-api';
const ENTITY = `/api/deploy-status/v1/entities/component/default/${SERVICE}`;
const TOKEN = 'michi-sandbox-argocd-staging';

// Each test looks at the end through what was logged while it ran (support/test.ts); this one through all.
test.describe('where a token is refused', () => {
  test.use({
    atRest: true,
    // The portal says once in its log that an instance refuses its token
    provokedInLog: [/staging/],
  });

  test('the log says that it was, who asked, and no secret', async ({
    request,
  }) => {
    const began = logSize();
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      MIHO,
    );
    const staging = async () => {
      const answer = await portal.get('/api/deploy-status/v1/instances');
      const { instances } = await answer.json();
      return instances.find(({ name }: { name: string }) => name === 'staging')
        .connection;
    };
    await expect.poll(staging, PATIENCE).toBe('connected');

    // The reset is for the watch: one that is open goes on, whatever its token
    await withFault(request, 'argocd-staging', { kind: 'reset' }, () =>
      withFault(
        request,
        'argocd-staging',
        { kind: 'wrong-token' },
        async () => {
          await expect.poll(staging, PATIENCE).toBe('unauthorized');
          const answer = await portal.post(`${ENTITY}/sync`, {
            target: {
              instance: 'staging',
              name: SERVICE,
              namespace: 'argocd',
            },
            idempotencyKey: randomUUID(),
            reason: 'To see what is logged of it',
          });
          expect(await answer.json()).toMatchObject({ outcome: 'refused' });
        },
      ),
    );
    await expect.poll(staging, PATIENCE).toBe('connected');

    const lines = logText(began).split('\n');
    for (const parts of [
      ["Argo CD 'staging' cannot be followed", 'refused the credentials'],
      ['"isAuditEvent":true', MIHO.ref, 'refuses our credentials'],
    ]) {
      expect(
        lines.filter(line => parts.every(part => line.includes(part))),
        parts[0],
      ).not.toEqual([]);
    }
    const everything = logText();
    expect(secretsHeldBy(everything, secretsOfPortal())).toEqual([]);
    expect(
      everything.split('\n').filter(line => /\beyJ[\w-]+\.eyJ/.test(line)),
      'tokens of people',
    ).toEqual([]);
  });
});

test('a secret in the log would be noticed, however it is written', async ({}, testInfo) => {
  const secrets = secretsOfPortal();
  const log = testInfo.outputPath('backend.log');
  const found = (message: string) => {
    const line = { level: 'info', message, plugin: 'deploy-status' };
    writeFileSync(log, `Starting\n${JSON.stringify(line)}\n`);
    return secretsHeldBy(logText(0, undefined, log), secrets).map(name =>
      secrets.get(name),
    );
  };
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  expect(found('The token was refused')).toEqual([]);
  for (const message of [
    `Authorization: Bearer ${TOKEN}`,
    `GET https://x-access-token:${TOKEN}@localhost/hanabi/blog-api.git`,
    // As HTTP's Basic has it, whatever stands before and after
    ...['', 'a:', 'ab:', 'abc:', 'x-access-token:'].flatMap(before =>
      ['', '1', '12'].map(after => `Basic ${base64(before + TOKEN + after)}`),
    ),
  ]) {
    expect(found(message), message).toEqual([TOKEN]);
  }
  // Each one that the portal has, wherever its name is kept
  for (const [name, secret] of secrets) {
    expect(found(`It said ${secret}`), name).toContain(secret);
  }
});
