/** How Flux's image automation signs its commits here. */
export const FLUX = { name: 'fluxcdbot', email: 'fluxcdbot@hanabi.example' };

/** What the messageTemplate of examples/platform makes of one image update. */
export function imageUpdateMessage(
  service: string,
  environment: string,
  oldTag: string,
  newTag: string,
): string {
  const image = `ghcr.io/hanabi/${service}`;
  return `Deploy ${image}:${newTag} to ${environment}

Automation: flux-system/${service}-${environment}

Changes:
- ${image}:${oldTag} -> ${image}:${newTag}
- ${oldTag} -> ${newTag}`;
}
