import { readFileSync } from 'node:fs';
import path from 'node:path';
import { environment } from './environment';

const NAMED_SECRET = /token|password|secret|^keys?$/i;

/** Every string below a name that speaks of a secret, with that name and those above it. */
function secretsIn(
  value: unknown,
  names: string[] = [],
  isSecret = false,
): Array<[name: string, secret: string]> {
  if (typeof value === 'string') {
    return isSecret ? [[names.join('.'), value]] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        secretsIn(inner, [...names, name], isSecret || NAMED_SECRET.test(name)),
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
    ...secretsIn(read('app-config.generated.yaml')),
    // All of it is secret, whatever it is called.
    ...secretsIn(read('secrets.json'), ['secrets'], true),
  ]);
}
