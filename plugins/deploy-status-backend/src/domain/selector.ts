import { InputError } from '@backstage/errors';
import type { ApplicationLocator } from '@michi/plugin-deploy-status-common';

/** Decides whether labels fit. */
export type LabelMatcher = (
  labels: Readonly<Record<string, string>>,
) => boolean;

/** A label selector, ready for use. */
export interface LabelSelector {
  matches: LabelMatcher;
  /** A label that whatever fits must have, and the values it may have: what an index can find. */
  required: ReadonlyArray<{ key: string; values: readonly string[] }>;
}

interface Requirement {
  matches: LabelMatcher;
  required?: LabelSelector['required'][number];
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?';
const VALUE = '[A-Za-z0-9._-]*';
const EQUALITY = new RegExp(`^(${NAME})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${NAME})$`);

function requirement(text: string): Requirement {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    return operator === '!='
      ? { matches: labels => labels[key] !== value }
      : {
          matches: labels => labels[key] === value,
          required: { key, values: [value] },
        };
  }
  const set = SET.exec(text);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return operator === 'in'
      ? {
          matches: labels =>
            Object.hasOwn(labels, key) && values.has(labels[key] ?? ''),
          required: { key, values: [...values] },
        }
      : {
          matches: labels =>
            !Object.hasOwn(labels, key) || !values.has(labels[key] ?? ''),
        };
  }
  const exists = EXISTS.exec(text);
  if (exists) {
    const [, not, key = ''] = exists;
    return { matches: labels => Object.hasOwn(labels, key) === (not === '') };
  }
  throw new InputError(
    `"${text}" is not a label requirement. Write it like app=blog, tier!=batch, env in (dev,staging) or !legacy`,
  );
}

/**
 * Reads a Kubernetes label selector: `app=blog,tier!=batch`,
 * `env in (dev, staging)`, `owner`, `!legacy`.
 *
 * @throws InputError that names the part which is not understood.
 */
export function parseLabelSelector(selector: string): LabelSelector {
  // Commas inside parentheses belong to a list of values.
  const parts = selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length === 0) {
    throw new InputError('The label selector is empty');
  }
  const requirements = parts.map(requirement);
  return {
    matches: labels => requirements.every(({ matches }) => matches(labels)),
    required: requirements.flatMap(({ required }) => required ?? []),
  };
}

const EVERYTHING: LabelSelector = { matches: () => true, required: [] };

/**
 * The labels that a locator without a name asks for: any, where it means all
 * Applications of a project.
 *
 * @throws InputError that names the part which is not understood.
 */
export function selectorOf({ selector }: ApplicationLocator): LabelSelector {
  return selector === undefined ? EVERYTHING : parseLabelSelector(selector);
}
