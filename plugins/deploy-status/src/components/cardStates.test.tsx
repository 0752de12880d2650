import type { EntityStatus } from '@michi/plugin-deploy-status-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problem, type Answer } from '../__testUtils__/backend';
import { application, found, instance } from '../__testUtils__/builders';
import { component } from '../__testUtils__/entities';
import { environment, renderCard } from '../__testUtils__/renderCard';

const empty =
  (
    state: EntityStatus['state'],
    instances: EntityStatus['instances'] = [],
  ): Answer =>
  () => ({
    entityRef: 'component:default/blog-api',
    state,
    applications: [],
    instances,
  });

describe('the card where there is nothing to show', () => {
  it('has the line to add for a service without the annotation', async () => {
    renderCard(empty('not-annotated'), {
      entity: component('blog-api', 'blog'),
    });
    expect(
      await screen.findByText(/does not know this service’s Argo CD/),
    ).toBeInTheDocument();
    expect(screen.getByText(/argocd\/app-name: blog-api/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument();
  });

  it.each<[EntityStatus['state'], RegExp, RegExp]>([
    ['not-configured', /No Argo CD is configured/, /deployStatus.instances/],
    ['missing', /has an Application named blog-api/, /Asked: dev and staging/],
    ['waiting', /has not answered yet/, /Not heard from staging/],
  ])('explains the state %s', async (state, title, hint) => {
    renderCard(
      empty(state, [
        instance('dev'),
        instance('staging', { connection: 'connecting' }),
      ]),
    );
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(hint)).toBeInTheDocument();
  });

  it('says whom to ask where somebody may not see it', async () => {
    renderCard(problem(403, 'no'));
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('tries again after a failure', async () => {
    const { backend } = renderCard(problem(503, 'The database is away.'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The deployments could not be loaded');
    expect(alert).toHaveTextContent('The database is away.');
    backend.answers.status = () => found([application('dev')]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await environment('dev')).toHaveTextContent('0.1.42');
  });

  it('names the field when the backend answers in another shape', async () => {
    renderCard(() => ({ entityRef: 'component:default/blog-api' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/state/);
  });

  it('stays away from what cannot be deployed', async () => {
    renderCard(empty('not-annotated'), {
      entity: component('go-kit', 'blog', { type: 'library' }),
    });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
