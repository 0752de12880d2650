import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const TEAM_ACCESS = ['none', 'push', 'maintain', 'admin'] as const;

/** What a team may do in its repository, in GitHub's words; `none` leaves it alone. */
export type TeamAccess = (typeof TEAM_ACCESS)[number];

/** Where the golden paths create things: `michi.goldenPath`, with defaults filled in. */
export interface GoldenPathOptions {
  githubHost: string;
  githubOrganisation: string;
  imageRegistry: string;
  goModulePrefix: string;
  teamAccess: TeamAccess;
}

/** Everything this module reads from the configuration, parsed once at start-up. */
export interface ModuleOptions {
  /** Undefined while `michi.goldenPath` is not configured; the actions then say so. */
  goldenPath: GoldenPathOptions | undefined;
  /** Full entity refs of the groups whose members may create services for any team. */
  platformEngineers: string[];
}

/**
 * Reads this module's configuration.
 *
 * @throws InputError when a value is there and wrong.
 */
export function readModuleOptions(config: Config): ModuleOptions {
  return {
    goldenPath: readGoldenPath(config.getOptionalConfig('michi.goldenPath')),
    platformEngineers:
      config.getOptionalStringArray('permission.ownership.platformEngineers') ??
      [],
  };
}

function readGoldenPath(
  config: Config | undefined,
): GoldenPathOptions | undefined {
  if (!config) {
    return undefined;
  }
  const githubOrganisation = config.getString('githubOrganisation');
  const access = config.getOptionalString('teamAccess') ?? 'maintain';
  const teamAccess = TEAM_ACCESS.find(known => known === access);
  if (!teamAccess) {
    throw new InputError(
      `michi.goldenPath.teamAccess is '${access}'; use one of ${TEAM_ACCESS.join(
        ', ',
      )}`,
    );
  }
  return {
    githubHost: config.getOptionalString('githubHost') ?? 'github.com',
    githubOrganisation,
    imageRegistry: withoutTrailingSlash(
      config.getOptionalString('imageRegistry') ??
        // Image names are lower case, organisations need not be.
        `ghcr.io/${githubOrganisation.toLocaleLowerCase('en-US')}`,
    ),
    goModulePrefix: withoutTrailingSlash(
      config.getOptionalString('goModulePrefix') ??
        `github.com/${githubOrganisation}`,
    ),
    teamAccess,
  };
}

function withoutTrailingSlash(value: string): string {
  return value.endsWith('/') ? value.slice(0, -1) : value;
}
