import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  type UnifiedTheme,
} from '@backstage/theme';
import { dark, light, type Palette } from './palette';

const FONT_FAMILY =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Hiragino Sans', 'Noto Sans CJK JP', 'Noto Sans JP', 'Yu Gothic UI', Meiryo, sans-serif";

const heading = (fontSize: number) => ({
  fontSize,
  fontWeight: 600,
  marginBottom: 8,
});

function createMichiTheme(
  mode: 'light' | 'dark',
  colors: Palette,
): UnifiedTheme {
  const base = palettes[mode];
  // Page headers are plain: the first line of a page is its answer.
  const page = genPageTheme({
    colors: [colors.app, colors.app],
    shape: 'none',
    options: { fontColor: colors.text },
  });
  return createUnifiedTheme({
    fontFamily: FONT_FAMILY,
    defaultPageTheme: 'home',
    pageTheme: Object.fromEntries(
      [
        'home',
        'app',
        'apis',
        'card',
        'documentation',
        'library',
        'other',
        'service',
        'tool',
        'website',
      ].map(id => [id, page]),
    ),
    typography: {
      htmlFontSize: 16,
      fontFamily: FONT_FAMILY,
      h1: heading(28),
      h2: heading(22),
      h3: heading(20),
      h4: heading(18),
      h5: heading(16),
      h6: heading(14),
    },
    palette: {
      ...base,
      background: { default: colors.app, paper: colors.paper },
      text: { primary: colors.text, secondary: colors.textSubtle },
      divider: colors.border,
      primary: { main: colors.accent, contrastText: colors.onAccent },
      secondary: { main: colors.accent, contrastText: colors.onAccent },
      success: { main: colors.good, light: colors.goodBackground },
      warning: { main: colors.attention, light: colors.attentionBackground },
      error: { main: colors.bad, light: colors.badBackground },
      info: { main: colors.accent, light: colors.raised },
      status: {
        ok: colors.good,
        warning: colors.attention,
        error: colors.bad,
        running: colors.accent,
        pending: colors.attention,
        aborted: colors.unknown,
      },
      border: colors.border,
      textContrast: colors.text,
      textSubtle: colors.textSubtle,
      textVerySubtle: colors.textVerySubtle,
      highlight: colors.attentionBackground,
      errorBackground: colors.badBackground,
      warningBackground: colors.attentionBackground,
      infoBackground: colors.raised,
      errorText: colors.bad,
      warningText: colors.attention,
      infoText: colors.text,
      link: colors.accent,
      linkHover: colors.accentHover,
      navigation: {
        background: colors.nav,
        indicator: colors.accent,
        color: colors.navText,
        selectedColor: colors.navSelected,
        navItem: { hoverBackground: colors.navHover },
        submenu: { background: colors.navHover },
      },
      tabbar: { indicator: colors.accent },
      pinSidebarButton: { icon: colors.navText, background: colors.navHover },
      code: { background: colors.raised },
    },
    components: {
      MuiButton: {
        styleOverrides: {
          root: { textTransform: 'none', fontWeight: 600 },
          contained: { boxShadow: 'none' },
        },
      },
      MuiToggleButton: { styleOverrides: { root: { textTransform: 'none' } } },
      MuiPaper: { styleOverrides: { rounded: { borderRadius: 8 } } },
      BackstageSidebarItem: {
        styleOverrides: { root: { height: 40 }, label: { fontWeight: 500 } },
      },
      BackstageTableHeader: {
        styleOverrides: {
          header: {
            padding: '8px 12px',
            borderTop: 0,
            borderBottom: `1px solid ${colors.border}`,
            textTransform: 'none',
            fontWeight: 600,
            whiteSpace: 'nowrap',
          },
        },
      },
      // Dense rows with lines between them, and therefore no stripes.
      MuiTableRow: {
        styleOverrides: {
          root: { '&:nth-of-type(odd)': { backgroundColor: 'transparent' } },
        },
      },
      MuiTableCell: {
        styleOverrides: {
          root: {
            padding: '8px 12px',
            lineHeight: 1.4,
            wordBreak: 'normal',
            overflowWrap: 'break-word',
            borderBottom: `1px solid ${colors.border}`,
          },
        },
      },
      BackstageHeader: {
        styleOverrides: { header: { boxShadow: 'none' } },
      },
    },
  });
}

/** For daylight. */
export const lightTheme = createMichiTheme('light', light);
/** For the evening; designed, not inverted. */
export const darkTheme = createMichiTheme('dark', dark);
