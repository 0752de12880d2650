import {
  attentionKindSchema,
  type AttentionKind,
  type ServiceRow,
} from '@michi/plugin-deploy-status-common';
import type { Tone } from '@michi/status-react';

/** The worst first, as the backend sorts. */
export const ATTENTION_KINDS = attentionKindSchema.options;

const TONES: Record<AttentionKind, Tone> = {
  failing: 'bad',
  stuck: 'bad',
  missing: 'attention',
  drifting: 'attention',
  paused: 'attention',
  unknown: 'unknown',
  waiting: 'progress',
  'not-in-production': 'unknown',
  'not-annotated': 'unknown',
};

/** The colour and shape of a reason to look. */
export const toneOfAttention = (kind: AttentionKind): Tone => TONES[kind];

/** The kinds as words are named: without hyphens. */
export const ATTENTION_WORDS = {
  failing: 'failing',
  stuck: 'stuck',
  missing: 'missing',
  drifting: 'drifting',
  paused: 'paused',
  unknown: 'unknown',
  waiting: 'waiting',
  'not-in-production': 'notInProduction',
  'not-annotated': 'notAnnotated',
} as const satisfies Record<AttentionKind, string>;

/** Whether somebody should do something about it now. */
const isTrouble = (kind: AttentionKind): boolean =>
  TONES[kind] === 'bad' || TONES[kind] === 'attention';

/** How many services have each reason to look; those that none has are left out. */
export function countKinds(rows: ServiceRow[]): Map<AttentionKind, number> {
  const counts = new Map<AttentionKind, number>();
  for (const { attention } of rows) {
    for (const kind of new Set(attention.map(item => item.kind))) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

/** What a page says first about many services. */
export interface ServicesSummary {
  total: number;
  /** Services that somebody should do something about. */
  trouble: number;
  /** Services of which nothing current is known, and no trouble either. */
  unknown: number;
  /** Changes that wait for a person, one per service and environment. */
  waits: number;
  /** Where they wait. */
  waitsIn: string[];
}

/** Counts services by what to do about them. */
export function summarizeServices(rows: ServiceRow[]): ServicesSummary {
  const waits = rows.flatMap(({ attention }) =>
    attention.filter(({ kind }) => kind === 'waiting'),
  );
  const has = (row: ServiceRow, test: (kind: AttentionKind) => boolean) =>
    row.attention.some(({ kind }) => test(kind));
  return {
    total: rows.length,
    trouble: rows.filter(row => has(row, isTrouble)).length,
    unknown: rows.filter(
      row => has(row, kind => kind === 'unknown') && !has(row, isTrouble),
    ).length,
    waits: waits.length,
    waitsIn: [
      ...new Set(waits.flatMap(({ environment }) => environment ?? [])),
    ],
  };
}
