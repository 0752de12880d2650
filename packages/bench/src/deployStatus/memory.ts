import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * On SIGUSR2 the process collects its garbage and writes what is left, as
 * `process.memoryUsage()` tells it: what it holds, not what it has not yet
 * given back, which depends on the size of the machine.
 */
export function tellMemoryOnSignal(file: string): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    collect();
    collect();
    // V8 keeps pages that are free for some seconds before the system has them back.
    setTimeout(() => {
      writeFileSync(file, JSON.stringify(process.memoryUsage()));
    }, 12_000);
  });
}
