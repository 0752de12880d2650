import { z } from 'zod';
import { GOOD_VALUES, PortalApi } from './support/api';
import { environment } from './support/environment';
import { YUKI } from './support/people';
import { repositoriesOnDisk } from './support/sandbox';
import { expect, test } from './support/test';

const refusalSchema = z.object({
  errors: z
    .array(
      z.object({
        /** Where the value was found: `instance.name`. */
        property: z.string(),
        message: z.string(),
      }),
    )
    .nonempty(),
});

const LONG = 'a'.repeat(300);

const BAD: { field: string; what: string; value: unknown }[] = [
  { field: 'name', what: 'a quote', value: 'a"b' },
  { field: 'name', what: 'a path', value: '../x' },
  { field: 'name', what: 'an expression', value: '${{ secrets.X }}' },
  { field: 'name', what: '300 characters', value: LONG },
  { field: 'name', what: 'Japanese', value: 'ブログ' },
  { field: 'name', what: 'capitals', value: 'Blog-Api' },
  { field: 'name', what: 'nothing', value: '' },
  { field: 'name', what: 'a line break', value: 'blog\nname' },
  { field: 'name', what: 'a list', value: ['blog-name'] },
  { field: 'description', what: 'an expression', value: '${{ secrets.X }}' },
  { field: 'description', what: '300 characters', value: LONG },
  { field: 'description', what: 'two lines', value: 'one\ntwo: {}' },
  { field: 'owner', what: 'a quote', value: 'group:default/a"b' },
  { field: 'owner', what: 'a path', value: '../x' },
  { field: 'owner', what: 'an expression', value: '${{ secrets.X }}' },
  { field: 'system', what: 'an expression', value: '${{ secrets.X }}' },
  { field: 'port', what: 'a string', value: '8080; rm -rf /' },
  { field: 'port', what: 'a port of root', value: 80 },
  { field: 'environments', what: 'a path', value: ['../dev'] },
  { field: 'environments', what: 'no dev', value: ['production'] },
];

for (const { field, what, value } of BAD) {
  test(`the API refuses ${what} as ${field} and creates nothing`, async ({
    request,
  }) => {
    const portal = await PortalApi.signIn(
      request,
      environment().MICHI_URL,
      YUKI,
    );
    const before = [...repositoriesOnDisk().keys()].sort();

    const response = await portal.submitService({
      ...GOOD_VALUES,
      [field]: value,
    });

    expect(response.status()).toBe(400);
    const { errors } = refusalSchema.parse(await response.json());
    // Nothing else is wrong with the request, and the message says which field it is
    for (const error of errors) {
      expect(error.property).toMatch(new RegExp(`^instance\\.${field}\\b`));
      expect(error.message).not.toBe('');
    }
    expect([...repositoriesOnDisk().keys()].sort()).toEqual(before);
    expect(await portal.componentStatus(GOOD_VALUES.name)).toBe(404);
  });
}
