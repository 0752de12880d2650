import { ConfigReader } from '@backstage/config';
import { normalizeUserRef, readPeopleSettings } from './config';

const yuki = {
  userEntityRef: 'user:default/yuki.sato',
  name: 'Yuki Sato',
  role: 'Developer',
};

describe('readPeopleSettings', () => {
  it('gives the people by complete reference', () => {
    const settings = readPeopleSettings(
      new ConfigReader({ people: [{ ...yuki, userEntityRef: 'Yuki.Sato' }] }),
      'development',
    );
    expect([...settings.people]).toEqual([[yuki.userEntityRef, yuki]]);
    expect(settings.allowRemoteAddresses).toBe(false);
  });

  it.each(['production', 'test', undefined])(
    'refuses to work when NODE_ENV is %s',
    nodeEnv => {
      const config = { people: [yuki] };
      expect(() =>
        readPeopleSettings(new ConfigReader(config), nodeEnv),
      ).toThrow(
        expect.objectContaining({
          name: 'NotAllowedError',
          message: expect.stringMatching(
            /Anyone could sign in as anyone.*allowOutsideDevelopment/s,
          ),
        }),
      );
      expect(
        readPeopleSettings(
          new ConfigReader({ ...config, allowOutsideDevelopment: true }),
          nodeEnv,
        ).people.size,
      ).toBe(1);
    },
  );

  it.each([
    ['nobody listed', { people: [] }, /List at least one person/],
    ['no list', {}, /people/],
    [
      'a name left out',
      { people: [{ userEntityRef: 'user:default/a', role: 'x' }] },
      /people\[0\]\.name/,
    ],
    ['a misspelt key', { people: [yuki], alowRemote: true }, /alowRemote/],
    [
      'a group',
      { people: [{ ...yuki, userEntityRef: 'group:default/blog' }] },
      /"group:default\/blog" is not a user/,
    ],
    [
      'a reference that is none',
      { people: [{ ...yuki, userEntityRef: 'user:' }] },
      /"user:" is not an entity reference/,
    ],
    [
      'somebody listed twice',
      { people: [yuki, { ...yuki, userEntityRef: 'YUKI.sato' }] },
      /user:default\/yuki.sato is listed twice/,
    ],
  ])('says what is wrong with %s', (_, config, message) => {
    expect(() =>
      readPeopleSettings(new ConfigReader(config), 'development'),
    ).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('normalizeUserRef', () => {
  it.each([
    ['yuki.sato', 'user:default/yuki.sato'],
    ['User:Default/Yuki.Sato', 'user:default/yuki.sato'],
    ['user:hanabi/yuki.sato', 'user:hanabi/yuki.sato'],
  ])('turns %s into %s', (ref, expected) => {
    expect(normalizeUserRef(ref)).toBe(expected);
  });
});
