import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../paths.mjs';
import { lastLines } from '../logs.mjs';
import { noResult, oneFailed, oneSkipped } from './result.mjs';

/**
 * The launcher's own tests, with Node's test runner.
 *
 * @param {import('./main.mjs').Context} context
 */
export async function launcher({ processes, tools }) {
  const folder = path.join(ROOT, 'packages/launcher/lib');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.mjs'))
    .map(file => path.join(folder, file))
    .sort();
  const { code, logFile } = await processes.run(
    'launcher-tests',
    tools.node,
    ['--test', '--test-reporter=tap', ...files],
    { cwd: ROOT },
  );
  const log = fs.readFileSync(logFile, 'utf8');
  /** @param {string} name */
  const total = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(log)?.[1] ?? 0);
  const result = noResult();
  result.passed = total('pass');
  result.failed = total('fail') + total('cancelled');
  for (const [, name, , reason] of log.matchAll(
    /^\s*ok \d+ - (.*?) # (SKIP|TODO) ?(.*)$/gm,
  )) {
    result.skipped.push({ name: `launcher: ${name}`, count: 1, reason });
  }
  if (code !== 0) {
    if (result.failed === 0) result.failed = 1;
    result.failures.push(
      `The launcher's tests (all of it in ${logFile})\n\n${failedPoints(log) || lastLines(logFile, 40)}`,
    );
  }
  return result;
}

/** @param {string} tap */
function failedPoints(tap) {
  return [...tap.matchAll(/^ *not ok .*\n( *---\n[\s\S]*?\n *\.\.\.)?/gm)]
    .map(([text]) => text)
    .join('\n');
}

/**
 * What tools/test.mjs checks: the templates' golden files, with the real
 * checkers. Its last line is `N passed, N failed, N skipped`, and each line
 * that begins with "skipped" names what was and why.
 *
 * @param {import('./main.mjs').Context} context
 */
export async function templates({ processes, tools, detail }) {
  const script = path.join(ROOT, 'tools/test.mjs');
  if (!fs.existsSync(script)) {
    return oneFailed('tools/test.mjs, which tests the templates, is missing.');
  }
  const { code, logFile } = await processes.run(
    'templates',
    tools.node,
    [script],
    {
      cwd: ROOT,
      onLine: line => detail(line.trim().slice(0, 60)),
    },
  );
  detail('');
  return fromSummary(fs.readFileSync(logFile, 'utf8'), code, logFile);
}

/**
 * @param {string} text what a script printed
 * @param {number | null} code
 * @param {string} logFile
 * @returns {import('./result.mjs').Result}
 */
export function fromSummary(text, code, logFile) {
  const lines = text.trimEnd().split('\n');
  const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(
    lines.at(-1)?.trim() ?? '',
  );
  const tail = lines.slice(-40).join('\n');
  if (!counts) {
    return oneFailed(
      `It ended with code ${code} and no summary (all of it in ${logFile})\n\n${tail}`,
    );
  }
  const [passed, failures, skipped] = counts.slice(1).map(Number);
  const result = noResult();
  result.passed = passed ?? 0;
  result.failed = failures ?? 0;
  const named = lines.filter(line => /^\s*[-–]?\s*skipped\b/i.test(line));
  const unnamed = (skipped ?? 0) - named.length;
  for (const line of named) {
    const [, name = line] = /skipped:?\s*(.*)$/i.exec(line) ?? [];
    result.skipped.push(...oneSkipped(name, '').skipped);
  }
  if (unnamed > 0) {
    result.skipped.push({ name: `see ${logFile}`, count: unnamed });
  }
  if (code !== 0 && result.failed === 0) result.failed = 1;
  if (result.failed > 0) {
    // What failed, with the indented lines below it that say why
    const failed = text.match(/^failed\b.*(\n[ \t].*)*/gm) ?? [tail];
    result.failures.push(`${failed.join('\n')}\n\n(all of it in ${logFile})`);
  }
  return result;
}
