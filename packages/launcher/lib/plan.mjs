import { at, listAt, saysSomething } from './config.mjs';

/**
 * What has to be brought along because the configuration names nothing real.
 *
 * @typedef {object} Plan
 * @property {boolean} database
 * @property {boolean} github
 * @property {boolean} argocd
 */

/**
 * @param {unknown} config the merged configuration
 * @returns {Plan}
 */
export function planFor(config) {
  const realGithub = listAt(config, 'integrations.github').some(
    // An entry for the public host without credentials is what Backstage adds
    // by itself; it cannot create anything.
    entry =>
      saysSomething(at(entry, 'token')) || saysSomething(at(entry, 'apps')),
  );
  const realArgoCd =
    listAt(config, 'deployStatus.instances').some(entry =>
      saysSomething(at(entry, 'url')),
    ) ||
    listAt(config, 'argocd.appLocatorMethods').some(method =>
      listAt(method, 'instances').some(entry =>
        saysSomething(at(entry, 'url')),
      ),
    );
  return {
    database: !saysSomething(at(config, 'backend.database.connection')),
    github: !realGithub,
    argocd: !realArgoCd,
  };
}

/**
 * @param {Plan} plan
 * @returns {string} for the step's line
 */
export function describePlan(plan) {
  const own = [
    plan.database && 'PostgreSQL',
    plan.github && 'GitHub',
    plan.argocd && 'Argo CD',
  ].filter(Boolean);
  const real = [
    !plan.database && 'database',
    !plan.github && 'GitHub',
    !plan.argocd && 'Argo CD',
  ].filter(Boolean);
  return [
    own.length > 0 ? `brings ${own.join(', ')}` : '',
    real.length > 0 ? `uses your ${real.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}
