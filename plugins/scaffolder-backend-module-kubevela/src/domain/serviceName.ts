/** Shortest and longest service name, in characters. */
export const NAME_LENGTH = { min: 3, max: 40 } as const;

/**
 * Names that something on the way reads as something else: YAML as a boolean
 * or null, Go as a folder with a meaning of its own. The form's schema in
 * template.yaml repeats the rule; a test holds the two together.
 */
export const RESERVED = [
  'true',
  'false',
  'null',
  'yes',
  'off',
  'internal',
  'vendor',
  'testdata',
];

/** What the name's characters have to be. */
export const DNS_LABEL = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * What is wrong with a service's name and what to do about it, or undefined
 * if nothing is.
 *
 * The name becomes a repository, an image, a Kubernetes object and a host
 * name, so it has to be a DNS label. Forty characters leave room for what
 * KubeVela and Kubernetes append within a label's 63.
 */
export function serviceNameProblem(name: string): string | undefined {
  if (name.length < NAME_LENGTH.min || name.length > NAME_LENGTH.max) {
    return `The name has ${name.length} characters; use ${NAME_LENGTH.min} to ${NAME_LENGTH.max}.`;
  }
  if (!DNS_LABEL.test(name)) {
    return 'Use lower-case letters, digits and single hyphens, starting with a letter and ending with a letter or digit, for example "comment-service".';
  }
  if (RESERVED.includes(name)) {
    return `"${name}" has a meaning of its own in YAML or Go. Add a word, for example "${name}-service".`;
  }
  return undefined;
}
