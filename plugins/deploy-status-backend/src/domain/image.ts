import type { Image } from '@michi/plugin-deploy-status-common';

/** Splits `registry:5000/team/name:tag@sha256:…` into its parts. */
export function parseImage(reference: string): Image {
  const [rest = '', digest] = reference.split('@');
  const colon = rest.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const tagged = colon > rest.lastIndexOf('/');
  return {
    name: tagged ? rest.slice(0, colon) : rest,
    ...(tagged && { tag: rest.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}
