import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { driveSandbox } from './__testUtils__/contract/drive';
import type { Assertion, Exchange } from './__testUtils__/contract/exchange';
import { flightAssertions } from './__testUtils__/contract/flightAssertions';
import { listAssertions } from './__testUtils__/contract/listAssertions';
import { objectAssertions } from './__testUtils__/contract/objectAssertions';
import { platformAssertions } from './__testUtils__/contract/platformAssertions';
import { readRecordings } from './__testUtils__/contract/recordings';
import { refusalAssertions } from './__testUtils__/contract/refusalAssertions';
import { streamAssertions } from './__testUtils__/contract/streamAssertions';

const ASSERTIONS = [
  ...refusalAssertions,
  ...listAssertions,
  ...platformAssertions,
  ...streamAssertions,
  ...objectAssertions,
  ...flightAssertions,
];
const recordings = process.env.MICHI_RECORDINGS;

/** Where the assertion does not hold. One that speaks of nothing proves nothing. */
function problemsWith(assertion: Assertion, exchanges: Exchange[]): string[] {
  const meant = exchanges.filter(exchange => assertion.of(exchange));
  if (meant.length === 0) return ['There is no exchange that it speaks of.'];
  return meant.flatMap(exchange => {
    try {
      assertion.check(exchange);
      return [];
    } catch (error) {
      return [`${exchange.name}: ${error}`];
    }
  });
}

describe('what holds for the sandbox', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'michi-argocd-'));
  let exchanges: Exchange[] = [];

  beforeAll(async () => {
    exchanges = await driveSandbox(stateDir);
  }, 60_000);
  afterAll(() => rmSync(stateDir, { recursive: true }));

  it.each(ASSERTIONS)('$title', assertion => {
    expect(problemsWith(assertion, exchanges)).toEqual([]);
  });
});

const recorded = recordings ? describe : describe.skip;
recorded(
  recordings
    ? 'what holds for the recordings of a real Argo CD'
    : 'what holds for the recordings of a real Argo CD (skipped: MICHI_RECORDINGS is not set)',
  () => {
    const exchanges = recordings
      ? readRecordings(path.resolve(recordings))
      : [];

    it.each(ASSERTIONS)('$title', assertion => {
      expect(problemsWith(assertion, exchanges)).toEqual([]);
    });
  },
);
