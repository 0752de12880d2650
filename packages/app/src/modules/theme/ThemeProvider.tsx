import { appThemeApiRef, useApi } from '@backstage/core-plugin-api';
import { UnifiedThemeProvider } from '@backstage/theme';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { PropsWithChildren } from 'react';
import { darkTheme, lightTheme } from './themes';

/**
 * Both themes in one component. With one for each, React would take the page
 * down and build it anew where the system turns dark in the evening, and with it
 * what somebody is typing. `michi` is the name that theme.css gives the newer
 * components their colours by.
 */
export function ThemeProvider({ children }: PropsWithChildren<{}>) {
  // Backstage renders this anew when somebody chooses another one.
  const chosen = useApi(appThemeApiRef).getActiveThemeId();
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', {
    noSsr: true,
  });
  const isDark = chosen === undefined ? systemIsDark : chosen === 'dark';
  return (
    <UnifiedThemeProvider
      theme={isDark ? darkTheme : lightTheme}
      themeName="michi"
    >
      {children}
    </UnifiedThemeProvider>
  );
}
