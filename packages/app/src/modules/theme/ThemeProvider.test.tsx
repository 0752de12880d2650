import { appThemeApiRef } from '@backstage/core-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { useTheme } from '@material-ui/core/styles';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ThemeProvider } from './ThemeProvider';

/** A system that is light until it is told otherwise. */
function aSystem() {
  const listeners = new Set<() => void>();
  const query = {
    matches: false,
    media: '',
    addListener: (listener: () => void) => listeners.add(listener),
    removeListener: (listener: () => void) => listeners.delete(listener),
    addEventListener: () => {},
    removeEventListener: () => {},
    onchange: null,
    dispatchEvent: () => false,
  };
  window.matchMedia = () => query;
  return {
    turnDark() {
      query.matches = true;
      listeners.forEach(listener => listener());
    },
  };
}

function Page() {
  return (
    <label>
      Reason on a {useTheme().palette.type} page
      <input />
    </label>
  );
}

function setup(chosen?: string) {
  const system = aSystem();
  render(
    <TestApiProvider
      apis={[[appThemeApiRef, { getActiveThemeId: () => chosen }]]}
    >
      <ThemeProvider>
        <Page />
      </ThemeProvider>
    </TestApiProvider>,
  );
  return system;
}

describe('the theme', () => {
  it('follows the system, and what somebody is typing stays', async () => {
    const system = setup();
    await userEvent.type(
      screen.getByLabelText('Reason on a light page'),
      'A customer waits',
    );
    act(() => system.turnDark());
    expect(screen.getByLabelText('Reason on a dark page')).toHaveValue(
      'A customer waits',
    );
  });

  it('is the one that somebody has chosen, whatever the system says', () => {
    const system = setup('light');
    act(() => system.turnDark());
    expect(screen.getByLabelText('Reason on a light page')).toBeInTheDocument();
  });
});
