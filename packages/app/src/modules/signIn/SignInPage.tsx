import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useMemo, useState } from 'react';
import { appTranslationRef } from '../../translation';
import { LogoMark } from '../nav/Logo';
import { GitHubSignIn } from './GitHubSignIn';
import { signInMemory } from './memory';
import { readSignInMethods } from './methods';
import { PeopleList } from './PeopleList';
import { PersonSession } from './PersonSession';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    display: 'grid',
    alignContent: 'center',
    justifyContent: 'center',
    padding: theme.spacing(4, 2),
    backgroundColor: theme.palette.background.default,
  },
  panel: {
    width: 'min(460px, calc(100vw - 32px))',
    display: 'grid',
    gap: theme.spacing(3),
  },
  brand: { display: 'flex', alignItems: 'center', gap: theme.spacing(2) },
}));

/** The way in: people of this machine, GitHub, or what to configure. */
export function SignInPage({ onSignInSuccess }: SignInPageProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const config = useApi(configApiRef);
  const appTitle = config.getOptionalString('app.title') ?? 'Michi';
  const methods = useMemo(() => readSignInMethods(config), [config]);
  const [remembered] = useState(() => signInMemory.read());
  const [person, setPerson] = useState(() =>
    remembered?.method === 'person'
      ? methods.people.find(
          ({ userEntityRef }) => userEntityRef === remembered.userEntityRef,
        )
      : undefined,
  );

  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        {/* Whoever is on the way in, on a return above all, need not see the door. */}
        {!person && (
          <div className={classes.brand}>
            <LogoMark size={44} />
            <div>
              <Typography variant="h3" component="h1">
                {t('signIn.title', { appTitle })}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                {t('signIn.subtitle')}
              </Typography>
            </div>
          </div>
        )}
        {person ? (
          <PersonSession
            person={person}
            onSignInSuccess={onSignInSuccess}
            onBack={() => {
              signInMemory.clear();
              setPerson(undefined);
            }}
          />
        ) : (
          <>
            {methods.github && (
              <GitHubSignIn
                resume={remembered?.method === 'github'}
                onSignInSuccess={onSignInSuccess}
              />
            )}
            {methods.people.length > 0 && (
              <PeopleList people={methods.people} onChoose={setPerson} />
            )}
            {!methods.github && methods.people.length === 0 && (
              <div role="alert">
                <Typography variant="h5" component="h2">
                  {t('signIn.noProvider')}
                </Typography>
                <Typography variant="body2">
                  {t('signIn.noProviderHint')}
                </Typography>
              </div>
            )}
          </>
        )}
      </div>
    </main>
  );
}
