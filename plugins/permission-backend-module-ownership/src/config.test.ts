import { ConfigReader } from '@backstage/config';
import { readOwnershipSettings } from './config';

const read = (ownership?: object) =>
  readOwnershipSettings(new ConfigReader({ permission: { ownership } }));

describe('readOwnershipSettings', () => {
  it('grants nothing when nothing is configured', () => {
    expect(read()).toEqual({
      platformEngineers: new Set(),
      leadership: new Set(),
      memberPermissions: new Set(),
      restricted: new Map(),
      guestPermissions: new Set(),
      guestUsers: new Set(['user:development/guest']),
    });
  });

  it('completes entity references, so that they compare', () => {
    const settings = read({
      platformEngineers: ['Group:default/Platform'],
      leadership: ['leadership'],
      members: { allow: ['other.press'] },
      restricted: { 'some.thing.change': ['Releases'] },
      guests: { allow: ['catalog.entity.read'], users: ['visitor'] },
    });
    expect(settings).toEqual({
      platformEngineers: new Set(['group:default/platform']),
      leadership: new Set(['group:default/leadership']),
      memberPermissions: new Set(['other.press']),
      restricted: new Map([['some.thing.change', ['group:default/releases']]]),
      guestPermissions: new Set(['catalog.entity.read']),
      guestUsers: new Set(['user:default/visitor']),
    });
  });

  it.each([
    [{ platformEngineers: ['group:'] }, /"group:" is not an entity reference/],
    [
      { leadership: ['user:default/emi'] },
      /"user:default\/emi" is a user, not a group[^]*leadership\[0\]/,
    ],
    [{ platformEngineer: [] }, /platformEngineer/],
    [{ guests: ['catalog.entity.read'] }, /guests/],
    [{ restricted: { 'a.b': ['user:default/emi'] } }, /restricted/],
  ])('says what is wrong with %j', (ownership, message) => {
    expect(() => read(ownership)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });
});
