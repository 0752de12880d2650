import { NotFoundError } from '@backstage/errors';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** Days before the first start, where that is within the 90 days of history. */
const JOINED = 'hanabi.example/joined-days-ago';

const userSchema = z.object({
  kind: z.literal('User'),
  metadata: z.object({
    name: z.string(),
    annotations: z
      .object({ [JOINED]: z.coerce.number().optional() })
      .default({}),
  }),
  spec: z.object({
    profile: z.object({ displayName: z.string(), email: z.string() }),
    memberOf: z.array(z.string()),
  }),
});
const groupSchema = z.object({
  kind: z.literal('Group'),
  metadata: z.object({ name: z.string(), title: z.string() }),
});

/** Someone who works at the organisation. */
export interface Employee {
  login: string;
  name: string;
  email: string;
  teams: readonly string[];
  /** Who was there all along has none. */
  joinedDaysAgo?: number;
}

/** Who works in which team, read from the organisation's own catalog files. */
export class People {
  private constructor(
    readonly all: readonly Employee[],
    readonly teams: readonly { slug: string; name: string }[],
  ) {}

  /** @param dir - the folder with `people.yaml` and `groups.yaml` */
  static read(dir: string): People {
    const users = readEntities(path.join(dir, 'people.yaml'), userSchema);
    const groups = readEntities(path.join(dir, 'groups.yaml'), groupSchema);
    return new People(
      users.map(user => ({
        login: user.metadata.name,
        name: user.spec.profile.displayName,
        email: user.spec.profile.email,
        teams: user.spec.memberOf,
        joinedDaysAgo: user.metadata.annotations[JOINED],
      })),
      groups.map(group => ({
        slug: group.metadata.name,
        name: group.metadata.title,
      })),
    );
  }

  /**
   * Who was in a team some days before the first start.
   *
   * @throws NotFoundError for a team without people
   */
  of(team: string, daysAgo = 0): readonly Employee[] {
    const members = this.all.filter(
      ({ teams, joinedDaysAgo = Infinity }) =>
        teams.includes(team) && joinedDaysAgo >= daysAgo,
    );
    if (members.length === 0) {
      throw new NotFoundError(`The team ${team} has no people in people.yaml.`);
    }
    return members;
  }
}

function readEntities<T extends z.ZodType>(
  file: string,
  schema: T,
): z.output<T>[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document =>
    schema.parse(document.toJS()),
  );
}
