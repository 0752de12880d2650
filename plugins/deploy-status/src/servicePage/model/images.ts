import {
  shortDigest,
  type Deployment,
  type Image,
} from '@michi/plugin-deploy-status-common';

/** How one image changed; undefined where it was not there, or it is not known. */
export interface ImageChange {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

const versionOf = ({ tag, digest }: Image): string =>
  tag ?? (digest ? shortDigest(digest) : '');

/** The images of a deployment, before and after, by their names. */
export function imageChanges({
  imagesBefore,
  images,
}: Pick<Deployment, 'imagesBefore' | 'images'>): ImageChange[] {
  const names = new Set([...images, ...imagesBefore].map(({ name }) => name));
  // Several, where a rollout had not replaced the old one yet.
  const find = (among: Image[], name: string) => {
    const versions = among.filter(one => one.name === name).map(versionOf);
    return versions.length > 0 ? versions.join(', ') : undefined;
  };
  return Array.from(names, name => ({
    name,
    before: find(imagesBefore, name),
    after: find(images, name),
  }));
}
