import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entity, renderForm } from '../../__testUtils__/renderForm';

const PROPERTIES = {
  name: {
    title: 'Name',
    type: 'string',
    description: 'Becomes the repository.',
    minLength: 3,
    maxLength: 40,
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    not: { enum: ['null'] },
    'ui:field': 'ServiceName',
  },
};

describe('ServiceName', () => {
  it.each([
    ['a"b', /Use lower-case letters, digits and single hyphens/],
    ['../x', /Use lower-case letters/],
    ['$x', /Use lower-case letters/],
    ['コメント', /Use lower-case letters/],
    ['ab', 'Use 3 to 40 characters; this name has 2.'],
    ['x'.repeat(41), 'Use 3 to 40 characters; this name has 41.'],
    ['null', /"null" has a meaning of its own/],
  ])('says at once what is wrong with %s', async (name, message) => {
    const getEntitiesByRefs = jest.fn();
    await renderForm({
      properties: PROPERTIES,
      catalog: { getEntitiesByRefs },
    });
    const field = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.type(field, name);

    expect(screen.getByText(message)).toBeInTheDocument();
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(message);
    expect(getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('says that a name is taken, and then that another one is free', async () => {
    await renderForm({
      properties: PROPERTIES,
      entities: [entity('Component', 'blog-api')],
    });
    const field = screen.getByRole('textbox', { name: /Name/ });
    await userEvent.type(field, 'blog-api');
    expect(
      await screen.findByText(/already has a component blog-api/),
    ).toBeInTheDocument();
    expect(field).toBeInvalid();

    await userEvent.type(field, '-v2');
    expect(
      await screen.findByText('The name is free in the catalog.'),
    ).toBeInTheDocument();
    expect(field).toBeValid();
  });

  it('asks the catalog once per pause, not once per key', async () => {
    const getEntitiesByRefs = jest
      .fn()
      .mockResolvedValue({ items: [undefined] });
    await renderForm({
      properties: PROPERTIES,
      catalog: { getEntitiesByRefs },
    });
    await userEvent.type(screen.getByRole('textbox'), 'comments');
    await screen.findByText('The name is free in the catalog.');
    expect(
      getEntitiesByRefs.mock.calls.map(([request]) => request.entityRefs),
    ).toEqual([['component:default/comments']]);
  });

  it('lets a person go on while the catalog is down, and says so', async () => {
    await renderForm({
      properties: PROPERTIES,
      catalog: {
        getEntitiesByRefs: jest.fn().mockRejectedValue(new Error('x')),
      },
    });
    await userEvent.type(screen.getByRole('textbox'), 'comments');
    expect(
      await screen.findByText(/could not be asked .* checked again before/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('does not let a taken name through to the next page', async () => {
    await renderForm({
      properties: PROPERTIES,
      entities: [entity('Component', 'blog-api')],
    });
    await userEvent.type(screen.getByRole('textbox'), 'blog-api');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/already has a component blog-api/)).length,
    ).toBeGreaterThan(0);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });
});
