import { application } from '../__testUtils__/builders';
import { authorName, shortRevision, versionOf } from './version';

const SHA = '9f3b2c1d0a4b7e6c8f90123456789012345678ab';

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
      'the digest without a tag',
      'abcdef012345',
      {
        images: [
          {
            name: 'ghcr.io/hanabi/blog-api',
            digest: 'sha256:abcdef0123456789',
          },
        ],
      },
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

it('shortens commits only', () => {
  expect(shortRevision(SHA)).toBe('9f3b2c1');
  expect(shortRevision('1.2.3')).toBe('1.2.3');
});

it.each([
  ['Miho Tanaka <miho.tanaka@hanabi.example>', 'Miho Tanaka'],
  ['fluxcdbot', 'fluxcdbot'],
  ['<nobody@hanabi.example>', '<nobody@hanabi.example>'],
])('calls the author %s by name', (author, name) => {
  expect(authorName(author)).toBe(name);
});
