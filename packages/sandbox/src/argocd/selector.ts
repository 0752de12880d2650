import { unknown } from './errors';

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const KEY = String.raw`[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?`;
const VALUE = String.raw`([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?`;
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);
const EQUALS = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]+)\\)$`);

/**
 * Understands a Kubernetes label selector: `a=b,c!=d,e in (f,g),h,!i`.
 *
 * @throws ArgoCdError (code 2, as Argo CD does) for text that is not one
 */
export function parseSelector(text: string): (labels?: Labels) => boolean {
  const requirements = splitOutsideBrackets(text).map(parseRequirement);
  return (labels = {}) => requirements.every(matches => matches(labels));
}

function parseRequirement(text: string): Requirement {
  const exists = EXISTS.exec(text);
  if (exists) {
    const key = exists[2] ?? '';
    return exists[1] ? labels => !(key in labels) : labels => key in labels;
  }
  const equals = EQUALS.exec(text);
  if (equals) {
    const [, key = '', , operator, value = ''] = equals;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const set = SET.exec(text);
  if (set) {
    const [, key = '', , operator, list = ''] = set;
    const values = list.split(',').map(value => value.trim());
    const isIn = (labels: Labels) =>
      key in labels && values.includes(labels[key] ?? '');
    return operator === 'in' ? isIn : labels => !isIn(labels);
  }
  throw unknown(
    `error parsing the selector: unable to parse requirement: ${complaint(
      text,
    )}`,
  );
}

function complaint(text: string): string {
  return /\sin\s*\($/.test(text)
    ? "found '', expected: ',', ')' or identifier"
    : `found '${text}', expected: identifier`;
}

function splitOutsideBrackets(text: string): string[] {
  if (text.trim() === '') return [];
  return text.split(/,(?![^(]*\))/).map(part => part.trim());
}
