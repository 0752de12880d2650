import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  backstage: z.object({ role: z.string() }),
});

async function stockPlugins(file: string): Promise<string[]> {
  const source = await readFile(path.join(__dirname, file), 'utf8');
  return [...source.matchAll(/import\(\s*'(@backstage\/[^']+)'/g)].map(match =>
    String(match[1]),
  );
}

async function readManifest(file: string) {
  return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** What of a package's dependencies Backstage adds to an app by itself. */
async function stockFrontendPlugins(folder: string): Promise<string[]> {
  const { dependencies } = await readManifest(
    path.join(__dirname, '../../..', folder, 'package.json'),
  );
  const names = Object.keys(dependencies).filter(name =>
    name.startsWith('@backstage/'),
  );
  const roles = await Promise.all(
    names.map(async name => {
      const { backstage } = await readManifest(
        require.resolve(`${name}/package.json`),
      );
      return { name, role: backstage.role };
    }),
  );
  return roles
    .filter(({ role }) => role.startsWith('frontend-plugin'))
    .map(({ name }) => name)
    .sort();
}

describe('what the benchmarks compare with', () => {
  it('is the same backend without our plugins', async () => {
    const bare = await stockPlugins('index.ts');
    const ours = await stockPlugins('../../../backend/src/index.ts');
    expect(bare.filter(name => !ours.includes(name))).toEqual([
      '@backstage/plugin-auth-backend-module-guest-provider',
      '@backstage/plugin-permission-backend-module-allow-all-policy',
    ]);
    // In the same order: what starts first answers first
    expect(bare.filter(name => ours.includes(name))).toEqual(ours);
  });

  it('is the same app without our plugins', async () => {
    const bare = await stockFrontendPlugins('bench-bare-app');
    expect(bare).toContain('@backstage/plugin-catalog');
    expect(bare).toEqual(await stockFrontendPlugins('app'));
  });
});
