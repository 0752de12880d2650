import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { driveSandbox } from './contract/drive';
import type { Assertion, Exchange } from './contract/exchange';
import { lifeAssertions } from './contract/lifeAssertions';
import { readRecordings } from './contract/recordings';
import { restAssertions } from './contract/restAssertions';
import { streamAssertions } from './contract/streamAssertions';

const ASSERTIONS = [...restAssertions, ...streamAssertions, ...lifeAssertions];
const recordings = process.env.MICHI_RECORDINGS;

/** An assertion that speaks of nothing proves nothing, so that is a failure too. */
function hold(assertion: Assertion, exchanges: Exchange[]): void {
  const meant = exchanges.filter(exchange => assertion.of(exchange));
  expect(meant).not.toHaveLength(0);
  for (const exchange of meant) {
    try {
      assertion.check(exchange);
    } catch (error) {
      throw new Error(`${exchange.name}: ${error}`, { cause: error });
    }
  }
}

describe('what holds for the sandbox', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'michi-argocd-'));
  let exchanges: Exchange[] = [];

  beforeAll(async () => {
    exchanges = await driveSandbox(stateDir);
  }, 60_000);
  afterAll(() => rmSync(stateDir, { recursive: true }));

  it.each(ASSERTIONS)('$title', assertion => hold(assertion, exchanges));
});

if (recordings) {
  describe('what holds for the recordings of a real Argo CD', () => {
    const exchanges = readRecordings(path.resolve(recordings));

    it.each(ASSERTIONS)('$title', assertion => hold(assertion, exchanges));
  });
} else {
  // eslint-disable-next-line jest/no-disabled-tests
  describe.skip('what holds for the recordings of a real Argo CD: MICHI_RECORDINGS is not set', () => {
    it.each(ASSERTIONS)('$title', () => {});
  });
}
