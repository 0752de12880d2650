import { application } from '../__testUtils__/builders';
import {
  authorName,
  shortRevision,
  versionOf,
  wholeVersionOf,
} from './version';

const SHA = '9f3b2c1d0a4b7e6c8f90123456789012345678ab';
const DIGEST = 'sha256:abcdef0123456789';

describe('versionOf', () => {
  it.each([
    [
      'the tag of the image that bears the name',
      '0.1.42',
      {
        images: [
          { name: 'ghcr.io/hanabi/proxy', tag: '9' },
          { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.42' },
        ],
      },
    ],
    [
      'the tag of the first image otherwise',
      '9',
      {
        images: [{ name: 'ghcr.io/hanabi/proxy', tag: '9' }],
      },
    ],
    [
      'both tags while one replaces the other',
      '0.1.41, 0.1.42',
      {
        images: [
          { name: 'ghcr.io/hanabi/proxy', tag: '9' },
          { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.41' },
          { name: 'ghcr.io/hanabi/blog-api', tag: '0.1.42' },
        ],
      },
    ],
    [
      'the short digest without a tag',
      'sha256:abcdef012345',
      {
        images: [
          {
            name: 'ghcr.io/hanabi/blog-api',
            digest: DIGEST,
          },
        ],
      },
    ],
    [
      'the whole tag, also where it is a commit',
      SHA,
      { images: [{ name: 'ghcr.io/hanabi/blog-api', tag: SHA }] },
    ],
    [
      'the short digest of an OCI source',
      'sha256:abcdef012345',
      { images: [], revisions: [{ id: DIGEST }] },
    ],
    [
      'the short commit without images',
      '9f3b2c1',
      {
        images: [],
        revisions: [{ id: SHA }],
      },
    ],
    [
      'nothing before the first deployment',
      undefined,
      {
        images: [],
        revisions: [],
      },
    ],
  ])('is %s', (_, expected, overrides) => {
    expect(versionOf(application('dev', overrides), 'blog-api')).toBe(expected);
  });
});

it('keeps the whole digest for where there is room', () => {
  const images = [{ name: 'ghcr.io/hanabi/blog-api', digest: DIGEST }];
  expect(wholeVersionOf({ images, revisions: [] }, 'blog-api')).toBe(DIGEST);
});

it('shortens commits and digests only', () => {
  expect(shortRevision(SHA)).toBe('9f3b2c1');
  expect(shortRevision(DIGEST)).toBe('sha256:abcdef012345');
  expect(shortRevision('1.2.3')).toBe('1.2.3');
});

it.each([
  ['Miho Tanaka <miho.tanaka@hanabi.example>', 'Miho Tanaka'],
  ['fluxcdbot', 'fluxcdbot'],
  ['<nobody@hanabi.example>', '<nobody@hanabi.example>'],
])('calls the author %s by name', (author, name) => {
  expect(authorName(author)).toBe(name);
});
