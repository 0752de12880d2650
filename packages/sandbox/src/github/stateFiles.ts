import { InputError } from '@backstage/errors';
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { repositoryStateSchema, type RepositoryState } from './state';

/** Replaces a file in one step, so that a killed process leaves the old one or the new one. */
export function writeAtomically(file: string, value: unknown): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(value)}\n`);
  renameSync(next, file);
}

/** @throws InputError when the file is not what this version writes */
export function readState(file: string): RepositoryState {
  try {
    return repositoryStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new InputError(
      `${file} was written by another version of the sandbox or damaged; delete the sandbox's folder to start over.`,
      error,
    );
  }
}

/** Takes away what git leaves behind when it is killed: locks, which would stop every later write, and drafts. */
export function removeLeftovers(gitDir: string): void {
  const refs = readdirSync(path.join(gitDir, 'refs'), { recursive: true })
    .map(name => path.join('refs', String(name)))
    .filter(name => name.endsWith('.lock'));
  const top = readdirSync(gitDir).filter(
    name => name.endsWith('.lock') || /^(index|marks)-/.test(name),
  );
  for (const name of [...refs, ...top]) {
    rmSync(path.join(gitDir, name), { force: true });
  }
}
