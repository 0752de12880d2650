import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../paths.mjs';
import { startPostgres } from '../postgres.mjs';
import { forgetPostgres } from '../postgresHome.mjs';
import { freePort } from '../ports.mjs';
import { lastLines } from '../logs.mjs';
import { secretsIn } from '../stateFiles.mjs';
import { fromJest } from './jestReport.mjs';
import { oneFailed, oneSkipped, withExitCode } from './result.mjs';

/**
 * A PostgreSQL for the tests: fresh, and careless with its data because nobody
 * wants it afterwards.
 *
 * @param {import('./main.mjs').Context} context
 */
async function testDatabase({ processes, paths }) {
  forgetPostgres(paths.postgres);
  const { user, password, host, port } = await startPostgres({
    processes,
    folder: paths.postgres,
    port: await freePort(),
    password: secretsIn(paths.secrets).postgresPassword,
    settings: [
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'max_connections=400',
    ],
  });
  return `postgresql://${user}:${password}@${host}:${port}/postgres`;
}

/**
 * Unit and integration tests of the packages, with Jest.
 *
 * @param {import('./main.mjs').Context} context
 */
export async function unit(context) {
  const { processes, tools, paths, packages, detail } = context;
  if (packages.length === 0) return oneSkipped('unit', 'no package has tests');
  const database = await testDatabase(context);
  const report = path.join(paths.state, 'jest.json');
  fs.rmSync(report, { force: true });
  let files = 0;
  const { code, logFile } = await processes.run(
    'jest',
    tools.node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'test',
      '--json',
      `--outputFile=${report}`,
      '--maxWorkers=2',
      '--selectProjects',
      ...packages.map(({ name }) => name),
    ],
    {
      cwd: ROOT,
      env: {
        CI: 'true',
        NODE_ENV: 'test',
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: database,
      },
      onLine: line => {
        if (/^(PASS|FAIL) /.test(line)) {
          files += 1;
          detail(`${files} files`);
        }
      },
    },
  );
  await processes.stop('postgres');
  if (!fs.existsSync(report)) {
    return oneFailed(
      `Jest ended without a report (all of it in ${logFile})\n\n${lastLines(logFile, 40)}`,
    );
  }
  const result = fromJest(JSON.parse(fs.readFileSync(report, 'utf8')), ROOT);
  return withExitCode(result, code, logFile);
}
