// The real checkers that generated files go through, pinned and built once into
// the user's cache folder. `node tools/checkers.mjs` builds them all.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { go } from './lib/go.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {object} Checker
 * @property {string} version
 * @property {string} module folder under tools/go
 * @property {string} package what to build
 * @property {string} [flags] linker flags
 * @property {string} [note] what a person who waits should know
 * @property {(folder: string, source: string) => Promise<void>} [also]
 *   puts what the program needs beside it
 * @property {number} [revision] raised when what `also` does changes
 */

/** @type {Record<string, Checker>} */
const CHECKERS = {
  actionlint: {
    version: '1.7.12',
    module: 'checkers',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    flags: '-X github.com/rhysd/actionlint.version=1.7.12',
  },
  kubeconform: {
    version: '0.7.0',
    module: 'checkers',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  },
  'vela-render': {
    version: '1.10.9',
    module: 'vela-render',
    package: '.',
    flags: '-X github.com/oam-dev/kubevela/version.VelaVersion=v1.10.9',
    note: 'KubeVela is large: about six minutes on two free cores, once',
    also: copyDefinitions,
    revision: 2,
  },
};

/** Names of all checkers. */
export const names = Object.keys(CHECKERS);

/**
 * Where a checker is, building it first if this machine has never done so.
 *
 * @param {string} name one of `names`
 * @param {(line: string) => void} [say] told before something slow begins
 * @returns {Promise<string>} folder that holds the program, named like the checker
 * @throws Unavailable if it cannot be built here
 */
export async function ensureChecker(name, say = () => {}) {
  const checker = CHECKERS[name];
  if (!checker) {
    throw new Error(
      `No checker is called ${name}; there are ${names.join(', ')}`,
    );
  }
  const source = path.join(HERE, 'go', checker.module);
  const folder = path.join(
    cacheFolder(),
    [name, checker.version, fingerprint(source, checker), platform()].join('-'),
  );
  if (existsSync(folder)) {
    return folder;
  }
  say(
    `building ${name} ${checker.version} into ${folder}${
      checker.note ? ` (${checker.note})` : ''
    }`,
  );
  mkdirSync(cacheFolder(), { recursive: true });
  // Built beside its place and moved there whole, so that an interrupted build
  // leaves nothing that looks finished, and two at once do not disturb each other.
  const building = mkdtempSync(`${folder}.building-`);
  try {
    const program = path.join(building, executable(name));
    await go(source, [
      'build',
      '-trimpath',
      `-ldflags=-s -w ${checker.flags ?? ''}`,
      '-o',
      program,
      checker.package,
    ]);
    await checker.also?.(building, source);
    if (!existsSync(folder)) {
      renameSync(building, folder);
    }
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return folder;
}

/** File name of a checker's program on this system. @param {string} name */
export function executable(name) {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(base, 'michi');
}

function platform() {
  return `${process.platform}-${process.arch}`;
}

/**
 * Eight characters that change when the sources or their pins do.
 *
 * @param {string} folder
 * @param {Checker} checker
 */
function fingerprint(folder, checker) {
  const hash = createHash('sha256').update(String(checker.revision ?? 0));
  for (const file of ['go.mod', 'go.sum', 'main.go']) {
    const full = path.join(folder, file);
    if (existsSync(full)) {
      hash.update(file).update(readFileSync(full));
    }
  }
  return hash.digest('hex').slice(0, 8);
}

/**
 * KubeVela's built-in definitions, kept beside the renderer so that it works
 * after Go's module cache was cleaned. KubeVela lets unknown parameters pass
 * without a word; a CUE definition (`#…`) does not, so the parameters are made
 * one.
 *
 * @param {string} folder
 * @param {string} source
 */
async function copyDefinitions(folder, source) {
  const kubevela = (
    await go(source, [
      'list',
      '-m',
      '-f',
      '{{.Dir}}',
      'github.com/oam-dev/kubevela',
    ])
  ).trim();
  for (const kind of ['component', 'trait']) {
    const from = path.join(
      kubevela,
      'vela-templates/definitions/internal',
      kind,
    );
    const to = path.join(folder, 'definitions', kind);
    mkdirSync(to, { recursive: true });
    // File by file: Go's module cache is read-only, and its modes would come along.
    for (const file of readdirSync(from)) {
      const text = readFileSync(path.join(from, file), 'utf8');
      writeFileSync(
        path.join(to, file),
        text.replace(
          /^\tparameter: \{$/m,
          '\tparameter: #ClosedParameter\n\t#ClosedParameter: {',
        ),
      );
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of names) {
    const folder = await ensureChecker(name, line => console.log(line));
    console.log(`${name}: ${folder}`);
  }
}
