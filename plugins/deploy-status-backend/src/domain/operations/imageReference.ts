import { InputError } from '@backstage/errors';
import type { Image } from '@michi/plugin-deploy-status-common';

/*
 * The grammar of the OCI distribution specification and of the `reference`
 * package that container runtimes use. A value that fits it cannot be anything
 * else where it is written into a manifest.
 */
const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?';
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const NAME = new RegExp(`^${HOST}${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,512}$/;
const LONGEST_NAME = 255;

/**
 * @throws InputError for an image that is none, or names no version.
 */
export function checkImage(image: Image): void {
  const { name, tag, digest } = image;
  if (name.length > LONGEST_NAME || !NAME.test(name)) {
    throw new InputError(
      `"${name}" is not the name of an image. Write it like ghcr.io/hanabi/blog-api, without tag and digest`,
    );
  }
  if (tag !== undefined && !TAG.test(tag)) {
    throw new InputError(`"${tag}" is not a tag of an image`);
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw new InputError(
      `"${digest}" is not a digest of an image. Write it like sha256:…`,
    );
  }
  if (tag === undefined && digest === undefined) {
    throw new InputError(
      `Say which version of ${name} is meant, by its tag or its digest`,
    );
  }
}

/** Whether it is an image that names a version. */
export function isImage({ name, tag, digest }: Image): boolean {
  return (
    name.length <= LONGEST_NAME &&
    NAME.test(name) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest)) &&
    (tag !== undefined || digest !== undefined)
  );
}

/** The version alone, short enough for a title: the tag, or the digest's beginning. */
export function versionText({ tag, digest }: Image): string {
  return tag ?? digest?.replace(/^([^:]+:.{12}).*$/, '$1') ?? '';
}
