import type { Actions } from './Actions';
import type { Accounts } from './Accounts';
import type { Hub } from './Hub';
import type { Links } from './render';

/** What every router of the Git host works on. */
export interface GitHubContext {
  hub: Hub;
  accounts: Accounts;
  actions: Actions;
  links: Links;
  /** Now, as GitHub writes it. */
  now(): string;
}
