import {
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { pastOperationSchema } from './pastOperation';
import { recordSchema, type AppRecord } from './record';

const stateSchema = z.object({
  version: z.literal(2),
  resourceVersion: z.number().int(),
  signingKey: z.string(),
  records: z.array(recordSchema),
});
/** Everything that an instance remembers over a restart. */
export type InstanceState = z.infer<typeof stateSchema>;

const pastSchema = z.array(
  z.object({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    project: z.string(),
    repository: z.string(),
    path: z.string(),
    operations: z.array(pastOperationSchema),
  }),
);
/** What was done with each application before the first start. */
export type InstancePast = z.infer<typeof pastSchema>;

/** One instance's state in one file, replaced as a whole so that it is never half written. */
export class StateFile {
  private readonly file: string;
  private readonly pastFile: string;

  constructor(stateDir: string, instance: string) {
    mkdirSync(stateDir, { recursive: true });
    this.file = path.join(stateDir, `argocd-${instance}.json`);
    this.pastFile = path.join(stateDir, `argocd-${instance}-past.json`);
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
    replaceFile(this.file, { version: 2, ...state });
  }

  /** Empty where nothing was kept. */
  readPast(): InstancePast {
    if (!existsSync(this.pastFile)) return [];
    return pastSchema.parse(JSON.parse(readFileSync(this.pastFile, 'utf8')));
  }

  writePast(past: InstancePast): void {
    replaceFile(this.pastFile, past);
  }
}

function replaceFile(file: string, content: unknown): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(content));
  renameSync(temporary, file);
}
