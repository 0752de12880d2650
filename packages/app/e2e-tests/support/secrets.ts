import { readFileSync } from 'node:fs';
import path from 'node:path';
import { environment } from './environment';

const NAMED_SECRET = /token|password|secret|^keys?$/i;

/** Every string below a name that speaks of a secret, with that name and those above it. */
function namedIn(
  value: unknown,
  names: string[] = [],
  isSecret = false,
): Array<[name: string, secret: string]> {
  if (typeof value === 'string') {
    return isSecret ? [[names.join('.'), value]] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        namedIn(inner, [...names, name], isSecret || NAMED_SECRET.test(name)),
      )
    : [];
}

/** What the portal was started with and nobody may see, by its place in the configuration. */
export function secretsOfPortal(): Map<string, string> {
  const read = (file: string): unknown =>
    JSON.parse(
      readFileSync(path.join(environment().MICHI_STATE, file), 'utf8')
        // The launcher writes JSON, with comments above it.
        .replace(/^#.*$/gm, ''),
    );
  return new Map([
    ...namedIn(read('app-config.generated.yaml')),
    // All of it is secret, whatever it is called.
    ...namedIn(read('secrets.json'), ['secrets'], true),
  ]);
}

/** Base64 of a secret wherever it stands in what is encoded, as in the `user:password` of HTTP's Basic. */
function encoded(secret: string): string[] {
  return [0, 1, 2].map(before => {
    const bytes = Buffer.from('\0'.repeat(before) + secret);
    // Each character has six bits: those at the ends depend on what stands beside it
    return bytes
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** The names of the secrets that a text holds, plainly or encoded. */
export function secretsHeldBy(
  text: string,
  secrets: ReadonlyMap<string, string>,
): string[] {
  return [...secrets]
    .filter(([, secret]) =>
      [secret, ...encoded(secret)].some(form => text.includes(form)),
    )
    .map(([name]) => name);
}
