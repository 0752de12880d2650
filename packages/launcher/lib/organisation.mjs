/**
 * The example organisation's people as the sign-in page offers them. Who they
 * are and which team they belong to is in the organisation's own repository
 * (examples/organisation); here is only why one would want to be them.
 */
export const PEOPLE = [
  {
    userEntityRef: 'user:default/yuki.sato',
    name: 'Yuki Sato',
    role: 'Developer in team blog, first week',
  },
  {
    userEntityRef: 'user:default/miho.tanaka',
    name: 'Miho Tanaka',
    role: 'On-call engineer in team blog',
  },
  {
    userEntityRef: 'user:default/ren.ito',
    name: 'Ren Ito',
    role: 'Developer in team media',
  },
  {
    userEntityRef: 'user:default/aoi.kimura',
    name: 'Aoi Kimura',
    role: 'Developer in team identity',
  },
  {
    userEntityRef: 'user:default/sora.nakamura',
    name: 'Sora Nakamura',
    role: 'Developer in team payments',
  },
  {
    userEntityRef: 'user:default/haruto.abe',
    name: 'Haruto Abe',
    role: 'Developer in team discovery',
  },
  {
    userEntityRef: 'user:default/kei.watanabe',
    name: 'Kei Watanabe',
    role: 'Platform engineer',
  },
  {
    userEntityRef: 'user:default/emi.kobayashi',
    name: 'Emi Kobayashi',
    role: 'CTO',
  },
];

/** The example organisation on the sandbox's GitHub. */
export const GITHUB_ORGANISATION = 'hanabi';

/** Where its images are said to be; nothing is pulled from there. */
export const IMAGE_REGISTRY = `ghcr.io/${GITHUB_ORGANISATION}`;

/** The Location that names everything in the organisation. */
export const CATALOG_PATH = `/${GITHUB_ORGANISATION}/platform/blob/main/catalog/all.yaml`;
