import type { Hub } from './Hub';
import { html, type Html } from './html';
import type { Repository } from './Repository';

/** What every page of a repository begins with. */
export function frame(hub: Hub) {
  const base = `/${hub.organisation}`;
  const root = (repository: Repository) => `${base}/${repository.name}`;
  const heading = (repository: Repository, content: Html | string = '') =>
    html`<h1>
        <a href="${base}">${hub.organisation}</a> /
        <a href="${root(repository)}">${repository.name}</a>
      </h1>
      ${content}`;
  return { root, heading };
}
