import { GitHubIcon, UserIdentity } from '@backstage/core-components';
import {
  githubAuthApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/core-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError } from '@michi/status-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useCallback, useEffect, useState } from 'react';
import { appTranslationRef } from '../../translation';
import { forgetOnSignOut } from './forgetOnSignOut';
import { signInMemory } from './memory';

/** Signs in with GitHub; on a later visit without being asked again. */
export function GitHubSignIn(props: {
  resume: boolean;
  onSignInSuccess(identityApi: IdentityApi): void;
}) {
  const { resume, onSignInSuccess } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const authApi = useApi(githubAuthApiRef);
  const [busy, setBusy] = useState(resume);
  const [problem, setProblem] = useState<string>();

  const signIn = useCallback(
    async (mode: 'resume' | 'ask') => {
      setBusy(true);
      setProblem(undefined);
      try {
        const response = await authApi.getBackstageIdentity(
          mode === 'resume' ? { optional: true } : { instantPopup: true },
        );
        if (!response) {
          if (mode === 'ask') {
            throw new AuthenticationError(t('signIn.noIdentity'));
          }
          return;
        }
        signInMemory.write({ method: 'github' });
        onSignInSuccess(
          forgetOnSignOut(
            UserIdentity.create({
              identity: response.identity,
              profile: await authApi.getProfile(),
              authApi,
            }),
          ),
        );
      } catch (error) {
        setProblem(
          error instanceof Error ? describeError(error).message : String(error),
        );
      } finally {
        setBusy(false);
      }
    },
    [authApi, onSignInSuccess, t],
  );

  useEffect(() => {
    if (resume) signIn('resume');
    // Only the first view resumes; later changes of the callbacks do not.
  }, [resume, signIn]);

  return (
    <>
      <Button
        variant="contained"
        color="primary"
        size="large"
        fullWidth
        disabled={busy}
        startIcon={<GitHubIcon />}
        onClick={() => signIn('ask')}
      >
        {t('signIn.github')}
      </Button>
      {problem && (
        <Typography variant="body2" color="error" role="alert">
          {t('signIn.failedWhy', { problem })}
        </Typography>
      )}
    </>
  );
}
