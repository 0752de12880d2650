import { z } from 'zod';
import { compact } from '../domain/compact';
import type { RevisionMetadata } from '../domain/observed';
import type { RevisionKind } from '../domain/revisionKind';
import { shortened } from '../domain/storable';
import {
  lenientText as text,
  lenientTexts as texts,
  lenientTime,
} from './lenient';

/** A chart may have many who maintain it. */
const KEPT_AUTHORS = 200;
const KEPT_MESSAGE = 500;

function metadata(of: RevisionMetadata): RevisionMetadata {
  return compact({
    author: shortened(of.author, KEPT_AUTHORS) || undefined,
    message:
      shortened(of.message?.trim().split('\n')[0]?.trim(), KEPT_MESSAGE) ||
      undefined,
    committedAt: of.committedAt,
  });
}

/** What Argo CD is asked about a revision, and what its answer says. */
export const REVISION_ANSWERS: Record<
  RevisionKind,
  { resource: string; schema: z.ZodType<RevisionMetadata> }
> = {
  commit: {
    resource: 'metadata',
    schema: z
      .object({ author: text, date: lenientTime, message: text })
      .transform(({ author, date, message }) =>
        metadata({ author, message, committedAt: date }),
      ),
  },
  chart: {
    resource: 'chartdetails',
    schema: z
      .object({ description: text, maintainers: texts })
      .transform(({ description, maintainers }) =>
        metadata({ author: maintainers.join(', '), message: description }),
      ),
  },
  // Since 3.1. When it was made says nothing of when its changes were committed.
  artefact: {
    resource: 'ocimetadata',
    schema: z
      .object({ authors: text, description: text })
      .transform(({ authors, description }) =>
        metadata({ author: authors, message: description }),
      ),
  },
};
