import type {
  Application,
  EntityStatus,
  Operation,
} from '@michi/plugin-deploy-status-common';
import { configure, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { application, found, minutesAgo } from '../../__testUtils__/builders';
import { BLOG_API } from './builders';
import { renderActions } from './renderActions';

// Each of these tests is a whole visit, on a machine that may be busy.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 5_000 });

/** A UUID of version 4, as idempotency keys are. */
export const UUID =
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Production, where a change waits for a person. */
export const waiting = (overrides: Partial<Application> = {}) =>
  application('production', {
    sync: 'OutOfSync',
    autoSync: false,
    images: [{ name: BLOG_API, tag: '0.1.41' }],
    ...overrides,
  });

/** The operation that a request has brought about. */
export const operation = (
  phase: Operation['phase'],
  more: Partial<Operation> = {},
): Operation => ({
  phase,
  startedAt: minutesAgo(0),
  automated: false,
  retries: 0,
  hooks: [],
  ...more,
});

/** A page whose state can change, as signals tell it. */
export function openPage(
  first: Application[],
  options: Omit<Parameters<typeof renderActions>[0], 'status'> = {},
) {
  let current: EntityStatus = found(first);
  const page = renderActions({ status: () => current, ...options });
  const become = (...applications: Application[]) => {
    current = found(applications);
    page.signals.send('production');
  };
  return { ...page, become };
}

/** Clicks the button of this name, once it is there. */
export const click = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

/** The open dialog. */
export const dialog = () => screen.findByRole('dialog');

/** Opens the menu of an environment's row. */
export const openMenu = (environment: string) =>
  click(`Actions for blog-api in ${environment}`);

/** Writes what production asks for. */
export async function sign() {
  await fill(/^Reason/, 'Fixes the index');
  await fill(/Type production/, 'production');
}

/** Puts a text into a field. */
export async function fill(name: RegExp, text: string) {
  await userEvent.click(await screen.findByRole('textbox', { name }));
  await userEvent.paste(text);
}
