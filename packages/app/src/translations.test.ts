import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const sources = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(join(ROOT, folder))
    .map(name => join(ROOT, folder, name, 'src'))
    .filter(src => readdirSync(dirname(src)).includes('src'))
    .flatMap(filesIn),
);
const japanese = sources.filter(path => path.endsWith('/translation.ja.ts'));

/** The keys of a `translation.ja.ts`; the compiler holds them to those of the English messages. */
const messagesIn = async (path: string): Promise<[string, unknown][]> =>
  Object.entries((await import(path)).default);

/** Japanese puts nothing where English puts a space. */
const isSpace = (key: string) => key === 'space' || key.endsWith('.separator');

it('finds the packages that have words', () => {
  expect(japanese.length).toBeGreaterThan(2);
});

describe.each(japanese.map(path => [relative(ROOT, path), path]))(
  '%s',
  (_, path) => {
    const code = sources
      .filter(
        file =>
          file.startsWith(dirname(path)) &&
          !/\/translation(\.ja)?\.ts$|\.test\.tsx?$|__testUtils__/.test(file),
      )
      .map(file => readFileSync(file, 'utf8'))
      .join('\n');

    /** Keys that are put together: `health.${health}`. */
    const patterns = Array.from(
      code.matchAll(/`(\w+\.\w*\$\{[^`]*)`/g),
      ([, key = '']) =>
        new RegExp(
          `^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`,
        ),
    );
    const isUsed = (key: string) =>
      code.includes(`'${key}'`) || patterns.some(pattern => pattern.test(key));

    it('has no words that nothing says', async () => {
      const keys = (await messagesIn(path)).map(([key]) =>
        key.replace(/_(one|other)$/, ''),
      );
      expect(keys.filter(key => !isUsed(key))).toEqual([]);
    });

    it('has words for every key', async () => {
      const empty = (await messagesIn(path)).filter(
        ([key, text]) =>
          typeof text !== 'string' || (text === '' && !isSpace(key)),
      );
      expect(empty).toEqual([]);
    });
  },
);
