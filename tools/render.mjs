// Renders templates with the scaffolder's own actions. Reads a list of
// {templateDir, outputDir, parameters} from standard input and prints, for each,
// {output} or {error}. Runs under Backstage's TypeScript transform.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const {
  renderTemplate,
} = require('../plugins/scaffolder-backend-module-kubevela/src/__testUtils__/renderTemplate');

/** @param {string} kind @param {string} name @param {object} [more] */
const entity = (kind, name, more) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  ...more,
});

// The portal that the golden files come from.
const portal = {
  user: 'user:default/yuki.sato',
  catalog: [
    entity('User', 'yuki.sato', {
      relations: [{ type: 'memberOf', targetRef: 'group:default/blog' }],
    }),
    entity('Group', 'blog'),
    entity('Group', 'media'),
    entity('System', 'blogging'),
  ],
  config: {
    integrations: { github: [{ host: 'github.com', token: 'none' }] },
    michi: { goldenPath: { githubOrganisation: 'example' } },
  },
};

const answers = [];
for (const job of JSON.parse(await text(process.stdin))) {
  try {
    answers.push({ output: await renderTemplate({ ...job, ...portal }) });
  } catch (error) {
    answers.push({
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
process.stdout.write(JSON.stringify(answers));
