import { errorApiRef, identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import { useSignedInPerson } from './useSignedInPerson';

function Person() {
  const person = useSignedInPerson();
  return (
    <p>
      {person
        ? [
            person.displayName,
            person.userEntityRef,
            ...person.ownershipEntityRefs,
          ].join(', ')
        : 'nobody yet'}
    </p>
  );
}

const yuki = mockApis.identity({
  userEntityRef: 'user:default/yuki.sato',
  ownershipEntityRefs: ['user:default/yuki.sato', 'group:default/blog'],
  displayName: 'Yuki Sato',
});

describe('useSignedInPerson', () => {
  it('knows the person and what they own things through', async () => {
    renderInTestApp(<Person />, { apis: [[identityApiRef, yuki]] });
    expect(
      await screen.findByText(
        'Yuki Sato, user:default/yuki.sato, user:default/yuki.sato, group:default/blog',
      ),
    ).toBeInTheDocument();
  });

  it('posts what went wrong', async () => {
    const post = jest.fn();
    const problem = new Error('the session has ended');
    renderInTestApp(<Person />, {
      apis: [
        [
          identityApiRef,
          { ...yuki, getBackstageIdentity: () => Promise.reject(problem) },
        ],
        [errorApiRef, { post, error$: jest.fn() }],
      ],
    });
    await waitFor(() => expect(post).toHaveBeenCalledWith(problem));
    expect(screen.getByText('nobody yet')).toBeInTheDocument();
  });
});
