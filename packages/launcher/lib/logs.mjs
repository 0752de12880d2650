import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * The end of a log, for an error message.
 *
 * @param {string} file
 * @param {number} [count]
 */
export function lastLines(file, count = 20) {
  if (!fs.existsSync(file)) return '';
  const size = fs.statSync(file).size;
  const length = Math.min(size, 64 * 1024);
  const buffer = Buffer.alloc(length);
  const handle = fs.openSync(file, 'r');
  try {
    fs.readSync(handle, buffer, 0, length, size - length);
  } finally {
    fs.closeSync(handle);
  }
  return (
    stripVTControlCharacters(buffer.toString('utf8'))
      .trimEnd()
      .split('\n')
      // Requests and other ordinary events hide what went wrong.
      .filter(
        line => !(line.startsWith('{') && line.includes('"level":"info"')),
      )
      .slice(-count)
      .map(line => (line.length > 300 ? `${line.slice(0, 300)}…` : line))
      .join('\n')
  );
}

/**
 * Writes a process's output to its log and passes it on line by line.
 *
 * @param {import('node:stream').Readable} stream
 * @param {number} log
 * @param {(line: string) => void} onLine
 */
export function passLines(stream, log, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', chunk => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      fs.writeSync(log, `${line}\n`);
      onLine(line);
    }
  });
}
