import { InputError } from '@backstage/errors';
import { GoldenPathOptions, ModuleOptions } from '../config';

/**
 * The golden path's configuration.
 *
 * @throws InputError naming the missing keys while it is not configured.
 */
export function requireGoldenPath(options: ModuleOptions): GoldenPathOptions {
  if (!options.goldenPath) {
    throw new InputError(
      'This portal does not know where to create services. A platform engineer has to set michi.goldenPath.githubOrganisation in its configuration.',
    );
  }
  return options.goldenPath;
}
