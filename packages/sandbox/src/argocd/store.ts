import {
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { recordSchema, type AppRecord } from './record';

const stateSchema = z.object({
  version: z.literal(1),
  resourceVersion: z.number().int(),
  signingKey: z.string(),
  records: z.array(recordSchema),
});
/** Everything that an instance remembers over a restart. */
export type InstanceState = z.infer<typeof stateSchema>;

/** One instance's state in one file, replaced as a whole so that it is never half written. */
export class StateFile {
  private readonly file: string;

  constructor(stateDir: string, instance: string) {
    mkdirSync(stateDir, { recursive: true });
    this.file = path.join(stateDir, `argocd-${instance}.json`);
  }

  /**
   * @returns undefined where nothing was kept, or where an earlier version of the sandbox kept it
   */
  read(): InstanceState | undefined {
    if (!existsSync(this.file)) return undefined;
    const parsed = stateSchema.safeParse(
      JSON.parse(readFileSync(this.file, 'utf8')),
    );
    return parsed.success ? parsed.data : undefined;
  }

  write(state: {
    resourceVersion: number;
    signingKey: string;
    records: AppRecord[];
  }): void {
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify({ version: 1, ...state }));
    renameSync(temporary, this.file);
  }
}
