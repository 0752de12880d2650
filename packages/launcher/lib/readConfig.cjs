// Prints the merged configuration of the files it is given as JSON. Run with
// Node 24 by config.mjs, because Backstage's loader is a dependency and the
// launcher itself has none.
const { ConfigSources } = require('@backstage/config-loader');

async function main() {
  const source = ConfigSources.default({
    rootDir: process.cwd(),
    watch: false,
    argv: process.argv.slice(2).flatMap(file => ['--config', file]),
  });
  const config = await ConfigSources.toConfig(source);
  process.stdout.write(JSON.stringify(config.getOptional() ?? {}));
  config.close?.();
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
