import { InputError } from '@backstage/errors';

/** Decides whether labels fit. */
export type LabelMatcher = (
  labels: Readonly<Record<string, string>>,
) => boolean;

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?';
const VALUE = '[A-Za-z0-9._-]*';
const EQUALITY = new RegExp(`^(${NAME})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${NAME})$`);

function requirement(text: string): LabelMatcher {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key = '', operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const set = SET.exec(text);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return operator === 'in'
      ? labels => Object.hasOwn(labels, key) && values.has(labels[key] ?? '')
      : labels => !Object.hasOwn(labels, key) || !values.has(labels[key] ?? '');
  }
  const exists = EXISTS.exec(text);
  if (exists) {
    const [, not, key = ''] = exists;
    return labels => Object.hasOwn(labels, key) === (not === '');
  }
  throw new InputError(
    `"${text}" is not a label requirement. Write it like app=blog, tier!=batch, env in (dev,staging) or !legacy`,
  );
}

/**
 * A Kubernetes label selector as a predicate: `app=blog,tier!=batch`,
 * `env in (dev, staging)`, `owner`, `!legacy`.
 *
 * @throws InputError that names the part which is not understood.
 */
export function parseLabelSelector(selector: string): LabelMatcher {
  // Commas inside parentheses belong to a list of values.
  const parts = selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length === 0) {
    throw new InputError('The label selector is empty');
  }
  const matchers = parts.map(requirement);
  return labels => matchers.every(matches => matches(labels));
}
