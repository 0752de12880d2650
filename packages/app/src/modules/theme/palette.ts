/**
 * The colours of both themes. One accent (indigo); everything else is neutral,
 * except the four states. Text on its background reaches WCAG AA (4.5 : 1), and
 * palette.test.ts measures it.
 */
export interface Palette {
  app: string;
  paper: string;
  raised: string;
  border: string;
  borderStrong: string;
  text: string;
  textSubtle: string;
  textVerySubtle: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  nav: string;
  navHover: string;
  navText: string;
  navSelected: string;
  good: string;
  attention: string;
  bad: string;
  unknown: string;
  goodBackground: string;
  attentionBackground: string;
  badBackground: string;
  unknownBackground: string;
}

export const light: Palette = {
  app: '#f6f7f9',
  paper: '#ffffff',
  raised: '#f1f2f5',
  border: '#e0e3e9',
  borderStrong: '#7f8796',
  text: '#1a1d24',
  textSubtle: '#5a6170',
  textVerySubtle: '#c9ced8',
  accent: '#3a4fa3',
  accentHover: '#2d3e85',
  onAccent: '#ffffff',
  nav: '#eceef2',
  navHover: '#dfe2e9',
  navText: '#454c5a',
  navSelected: '#1a1d24',
  good: '#1c7a45',
  attention: '#96570a',
  bad: '#b3261e',
  unknown: '#5a6170',
  goodBackground: '#e6f4ec',
  attentionBackground: '#fcf0dc',
  badBackground: '#fbe9e7',
  unknownBackground: '#eceef2',
};

export const dark: Palette = {
  app: '#14161b',
  paper: '#1c1f26',
  raised: '#252932',
  border: '#30353f',
  borderStrong: '#7b8494',
  text: '#e7e9ee',
  textSubtle: '#a3aab8',
  textVerySubtle: '#4a505d',
  accent: '#a5b4ff',
  accentHover: '#c0caff',
  onAccent: '#151a33',
  nav: '#0f1115',
  navHover: '#20242c',
  navText: '#b3b9c6',
  navSelected: '#ffffff',
  good: '#6ecb92',
  attention: '#f0b45b',
  bad: '#ff9187',
  unknown: '#a3aab8',
  goodBackground: '#16301f',
  attentionBackground: '#38290f',
  badBackground: '#3f1d1a',
  unknownBackground: '#282c35',
};
