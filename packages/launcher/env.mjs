import path from 'node:path';
import { presentTools } from './lib/tools.mjs';

// For `eval "$(node packages/launcher/env.mjs)"`: puts the Node 24 and the Yarn
// that the launcher uses onto the PATH of a shell.
const tools = presentTools();
if (tools) {
  const yarnBin = path.resolve(tools.yarn, '../../../../.bin');
  console.log(`export PATH="${tools.bin}:${yarnBin}:$PATH"`);
} else {
  console.error('The tools are not there yet: run npm start or npm test once.');
  process.exitCode = 1;
}
