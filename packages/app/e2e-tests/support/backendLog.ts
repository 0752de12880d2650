import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { environment } from './environment';

const lineSchema = z.object({
  level: z.string(),
  message: z.string(),
  plugin: z.string().optional(),
});

const file = () => path.join(environment().MICHI_STATE, 'logs', 'backend.log');

/** How long the backend's log is now, in bytes. */
export function logSize(): number {
  return existsSync(file()) ? statSync(file()).size : 0;
}

/** That part of the log, as it is written; of another file if a test has made one. */
export function logText(from = 0, to?: number, of = file()): string {
  return readFileSync(of).subarray(from, to).toString('utf8');
}

/** Errors, warnings and whatever is not a log line at all, written in that part of the log. */
export function complaintsInLog(from: number, to = logSize()): string[] {
  return logText(from, to)
    .split('\n')
    .filter(line => line.trim() !== '')
    .flatMap(line => {
      // In production the backend writes one JSON object per line
      if (!line.startsWith('{')) return [line];
      const { level, message, plugin } = lineSchema.parse(JSON.parse(line));
      return level === 'warn' || level === 'error'
        ? [`${level} [${plugin ?? 'root'}] ${message}`]
        : [];
    });
}
