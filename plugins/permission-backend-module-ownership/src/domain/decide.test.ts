import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import {
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { decide, Verdict } from './decide';
import { SignedInUser, standingOf } from './roles';
import { OwnershipSettings } from './settings';

const settings: OwnershipSettings = {
  platformEngineers: new Set(['group:default/platform']),
  leadership: new Set(['group:default/leadership']),
  memberPermissions: new Set(['other.thing.press']),
  restricted: new Map([
    ['deploy-status.protected-environment.change', ['group:default/releases']],
    ['slo.read', ['group:default/releases']],
  ]),
  guestPermissions: new Set(['catalog.location.read', 'other.thing.press']),
  guestUsers: new Set(['user:development/guest']),
};

const user = (name: string, ...groups: string[]): SignedInUser => ({
  userEntityRef: `user:default/${name}`,
  ownershipEntityRefs: [
    `user:default/${name}`,
    ...groups.map(group => `group:default/${group}`),
  ],
});

const PEOPLE: Record<string, SignedInUser | undefined> = {
  anonymous: undefined,
  guest: { userEntityRef: 'user:development/guest', ownershipEntityRefs: [] },
  newcomer: user('newcomer'),
  member: user('miho.tanaka', 'blog'),
  releaser: user('yuki.sato', 'blog', 'releases'),
  cto: user('emi.kobayashi', 'leadership'),
  manager: user('manager', 'leadership', 'blog'),
  platform: user('kei.watanabe', 'platform'),
};

/** What our own and others' plugins may bring, by kind. */
const UNKNOWN_PERMISSIONS: Permission[] = [
  createPermission({
    name: 'deploy-status.application.read',
    attributes: { action: 'read' },
    resourceType: 'catalog-entity',
  }),
  createPermission({
    name: 'deploy-status.application.sync',
    attributes: { action: 'update' },
    resourceType: 'catalog-entity',
  }),
  createPermission({
    name: 'deploy-status.application.use',
    attributes: {},
    resourceType: 'catalog-entity',
  }),
  createPermission({
    name: 'deploy-status.protected-environment.change',
    attributes: { action: 'update' },
    resourceType: 'catalog-entity',
  }),
  createPermission({ name: 'slo.read', attributes: { action: 'read' } }),
  createPermission({ name: 'slo.write', attributes: { action: 'update' } }),
  createPermission({ name: 'other.press', attributes: {} }),
  createPermission({ name: 'other.thing.press', attributes: {} }),
  createPermission({
    name: 'other.thing.delete',
    attributes: { action: 'delete' },
    resourceType: 'other-thing',
  }),
];

const SIGN: Record<string, Verdict> = {
  '-': 'deny',
  yes: 'allow',
  own: 'if-owner-of-entity',
  mine: 'if-creator-of-task',
};

// Search and TechDocs have no permissions of their own: what they show follows
// catalog.entity.read.
const TABLE = `
permission                                 | anonymous guest newcomer member releaser cto manager platform
catalog.entity.read                        | -         -     yes      yes    yes      yes yes     yes
catalog.entity.create                      | -         -     -        yes    yes      -   yes     yes
catalog.entity.delete                      | -         -     own      own    own      -   own     yes
catalog.entity.refresh                     | -         -     own      own    own      -   own     yes
catalog.entity.validate                    | -         -     -        yes    yes      -   yes     yes
catalog.location.read                      | yes       yes   yes      yes    yes      yes yes     yes
catalog.location.create                    | -         -     -        yes    yes      -   yes     yes
catalog.location.delete                    | -         -     -        -      -        -   -       yes
catalog.location.analyze                   | -         -     -        yes    yes      -   yes     yes
catalog.ingestion.read                     | -         -     yes      yes    yes      yes yes     yes
catalog.ingestion.manage                   | -         -     -        -      -        -   -       yes
scaffolder.template.parameter.read         | -         -     yes      yes    yes      yes yes     yes
scaffolder.template.step.read              | -         -     yes      yes    yes      yes yes     yes
scaffolder.action.execute                  | -         -     -        yes    yes      -   yes     yes
scaffolder.task.create                     | -         -     -        yes    yes      -   yes     yes
scaffolder.task.read                       | -         -     mine     mine   mine     yes yes     yes
scaffolder.task.cancel                     | -         -     mine     mine   mine     -   mine    yes
scaffolder.template.dry-run                | -         -     -        -      -        -   -       yes
scaffolder.template.management             | -         -     -        -      -        -   -       yes
deploy-status.application.read             | -         -     yes      yes    yes      yes yes     yes
deploy-status.application.sync             | -         -     own      own    own      -   own     yes
deploy-status.application.use              | -         -     own      own    own      -   own     yes
deploy-status.protected-environment.change | -         -     -        -      own      -   -       yes
slo.read                                   | -         -     yes      yes    yes      yes yes     yes
slo.write                                  | -         -     -        -      -        -   -       yes
other.press                                | -         -     -        -      -        -   -       yes
other.thing.press                          | -         -     -        yes    yes      -   yes     yes
other.thing.delete                         | -         -     -        -      -        -   -       yes
`;

const cells = (line: string) => line.split(/[\s|]+/).filter(Boolean);
const [[, ...people], ...rows] = TABLE.trim().split('\n').map(cells) as [
  string[],
  ...string[][],
];
const expectations = rows.map(([name = '', ...signs]) => ({
  name,
  expected: Object.fromEntries(
    people.map((person, index) => [person, SIGN[signs[index] ?? '']]),
  ),
}));

describe('decide', () => {
  const permissions: Permission[] = [
    ...catalogPermissions,
    ...scaffolderPermissions,
    ...UNKNOWN_PERMISSIONS,
  ];

  it('has an expectation for every permission of the catalog and scaffolder', () => {
    expect(expectations.map(({ name }) => name).sort()).toEqual(
      permissions.map(({ name }) => name).sort(),
    );
  });

  it.each(expectations)('decides $name', ({ name, expected }) => {
    const permission = permissions.find(candidate => candidate.name === name);
    const verdicts = Object.fromEntries(
      Object.entries(PEOPLE).map(([person, signedIn]) => [
        person,
        permission &&
          decide(permission, standingOf(signedIn, settings), settings),
      ]),
    );
    expect(verdicts).toEqual(expected);
  });
});
