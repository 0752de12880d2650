import { readFile } from 'node:fs/promises';
import path from 'node:path';

async function stockPlugins(file: string): Promise<string[]> {
  const source = await readFile(path.join(__dirname, file), 'utf8');
  return [...source.matchAll(/import\(\s*'(@backstage\/[^']+)'/g)].map(match =>
    String(match[1]),
  );
}

async function stockDependencies(folder: string): Promise<string[]> {
  const manifest: unknown = JSON.parse(
    await readFile(
      path.join(__dirname, '../../..', folder, 'package.json'),
      'utf8',
    ),
  );
  const dependencies =
    manifest && typeof manifest === 'object' && 'dependencies' in manifest
      ? Object.keys(Object(manifest.dependencies))
      : [];
  return dependencies.filter(name => !name.startsWith('@michi/')).sort();
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
    expect(await stockDependencies('bench-bare-app')).toEqual(
      await stockDependencies('app'),
    );
  });
});
