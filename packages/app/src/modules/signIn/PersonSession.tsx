import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError } from '@michi/status-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useCallback, useMemo, useState } from 'react';
import { appTranslationRef } from '../../translation';
import { forgetOnSignOut } from './forgetOnSignOut';
import { signInMemory } from './memory';
import type { Person } from './methods';

/** Signs the chosen person in, or says why that did not work. */
export function PersonSession(props: {
  person: Person;
  onSignInSuccess(identityApi: IdentityApi): void;
  onBack(): void;
}) {
  const { person, onSignInSuccess, onBack } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const [attempt, setAttempt] = useState(0);
  const headers = useMemo(
    () => ({ 'x-michi-person': person.userEntityRef }),
    [person],
  );

  const onSuccess = useCallback(
    (identityApi: IdentityApi) => {
      signInMemory.write({
        method: 'person',
        userEntityRef: person.userEntityRef,
      });
      onSignInSuccess(forgetOnSignOut(identityApi));
    },
    [person, onSignInSuccess],
  );

  const SignInError = useCallback(
    ({ error }: { error?: Error }) => (
      <div role="alert">
        <Typography variant="h5" component="h2">
          {t('signIn.failed')}
        </Typography>
        <Typography variant="body2" paragraph>
          {error && describeError(error).message}
        </Typography>
        <Button
          variant="contained"
          color="primary"
          onClick={() => setAttempt(count => count + 1)}
        >
          {t('signIn.tryAgain')}
        </Button>{' '}
        <Button onClick={onBack}>{t('signIn.someoneElse')}</Button>
      </div>
    ),
    [t, onBack],
  );

  return (
    <div aria-live="polite">
      <Typography variant="body1" paragraph>
        {t('signIn.signingIn', { name: person.name })}
      </Typography>
      <ProxiedSignInPage
        key={attempt}
        provider="people"
        headers={headers}
        onSignInSuccess={onSuccess}
        ErrorComponent={SignInError}
      />
    </div>
  );
}
