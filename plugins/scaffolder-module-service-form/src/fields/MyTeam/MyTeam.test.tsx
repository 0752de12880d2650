import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entity, person, renderForm } from '../../__testUtils__/renderForm';

const PROPERTIES = {
  owner: {
    title: 'Team',
    type: 'string',
    description: 'The team that answers.',
    'ui:field': 'MyTeam',
  },
};
const ENTITIES = [
  entity('Group', 'blog', {
    spec: { profile: { displayName: 'Blog' }, type: 'team', children: [] },
  }),
  entity('Group', 'media'),
  entity('Group', 'identity'),
  entity('Group', 'platform'),
  person('yuki.sato', 'blog'),
  person('ren.ito', 'media', 'identity'),
  person('kei.watanabe', 'platform'),
  person('new.person'),
];

async function teamsOf(user: string) {
  const form = await renderForm({
    properties: PROPERTIES,
    entities: ENTITIES,
    user: `user:default/${user}`,
  });
  const field = await screen.findByRole('combobox', { name: /Team/ });
  return { ...form, field };
}

const options = () =>
  screen.getAllByRole('option').map(option => option.textContent);

describe('MyTeam', () => {
  it('chooses the only team of a person, by the name people use', async () => {
    const { field, onCreate } = await teamsOf('yuki.sato');
    await waitFor(() => expect(field).toHaveDisplayValue('Blog'));

    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ owner: 'group:default/blog' });
  });

  it('offers all of a person’s teams and no other', async () => {
    const { field } = await teamsOf('ren.ito');
    await waitFor(() => expect(field).toBeEnabled());
    expect(options()).toEqual(['Choose a team', 'identity', 'media']);
    await userEvent.selectOptions(field, 'media');
    expect(field).toHaveDisplayValue('media');
  });

  it('offers every team to a platform engineer', async () => {
    const { field } = await teamsOf('kei.watanabe');
    await waitFor(() => expect(field).toBeEnabled());
    expect(options()).toEqual([
      'Choose a team',
      'Blog',
      'identity',
      'media',
      'platform',
    ]);
  });

  it('says what to do to a person without a team', async () => {
    const { field } = await teamsOf('new.person');
    expect(
      await screen.findByText(/You are not in a team yet/),
    ).toBeInTheDocument();
    expect(field).toHaveAccessibleDescription(/add you to the team/);
  });

  it('says why it failed, and tries again', async () => {
    const getEntityByRef = jest
      .fn()
      .mockRejectedValueOnce(new Error('the catalog is down'))
      .mockResolvedValue(person('yuki.sato', 'blog'));
    await renderForm({
      properties: PROPERTIES,
      entities: ENTITIES,
      catalog: { getEntityByRef },
    });
    expect(await screen.findByText(/the catalog is down/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByRole('combobox')).toHaveDisplayValue('Blog'),
    );
  });
});
