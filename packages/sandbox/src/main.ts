import { InputError, toError } from '@backstage/errors';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startSandbox } from './sandbox';

const port = z.coerce.number().int().min(0).max(65_535);
const optionsSchema = z.object({
  state: z.string().min(1),
  'github-port': port.default(8930),
  'argocd-ports': z
    .string()
    .default('8931,8932,8933')
    .transform((list): unknown[] => list.split(','))
    .pipe(z.array(port).length(3)),
  'control-port': port.default(8940),
  without: z.array(z.enum(['github', 'argocd'])).default([]),
  pace: z.coerce.number().positive().default(1),
  seed: z.string().optional(),
  quiet: z.boolean().default(false),
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      state: { type: 'string' },
      'github-port': { type: 'string' },
      'argocd-ports': { type: 'string' },
      'control-port': { type: 'string' },
      without: { type: 'string', multiple: true },
      pace: { type: 'string' },
      seed: { type: 'string' },
      quiet: { type: 'boolean' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    throw new InputError(
      `The sandbox cannot be started like this: ${z.prettifyError(parsed.error)}`,
      parsed.error,
    );
  }
  return parsed.data;
}

async function main() {
  const options = readOptions();
  const sandbox = await startSandbox({
    stateDir: options.state,
    ports: {
      github: options['github-port'],
      argocd: options['argocd-ports'],
      control: options['control-port'],
    },
    without: options.without,
    pace: options.pace,
    seed: options.seed,
    quiet: options.quiet,
  });
  const stop = once(() => sandbox.stop().then(() => process.exit(0), fail));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ready: true, ...sandbox.urls })}\n`);
}

/** A second signal must not stop what is already stopping. */
function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function fail(error: unknown): never {
  process.stderr.write(`${toError(error).message}\n`);
  process.exit(1);
}

main().catch(fail);
