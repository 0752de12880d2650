import { createHash } from 'node:crypto';
import {
  imageText,
  type Image,
  type OperationTarget,
} from '@michi/plugin-deploy-status-common';
import { versionText } from './imageReference';

/** What a promotion is about. */
export interface PromotionSubject {
  target: OperationTarget;
  environment: string;
  from: readonly Image[];
  to: readonly Image[];
  /** The entity that the Application belongs to. */
  entityRef: string;
  requestedBy: string;
  reason?: string;
  /** The Application's page in Argo CD. */
  url: string;
  /** Argo CD syncs the Application with Git by itself. */
  autoSync: boolean;
  /** True if a changed line carries the marker of Flux's image automation. */
  automated: boolean;
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);

/**
 * The branch of a promotion: the same for the same images to the same
 * Application, so that asking twice finds the pull request again.
 */
export function promotionBranch(
  target: OperationTarget,
  environment: string,
  images: readonly Image[],
): string {
  const { instance, namespace, name } = target;
  const hash = createHash('sha256')
    .update(
      JSON.stringify([instance, namespace, name, images.map(imageText).sort()]),
    )
    .digest('hex')
    .slice(0, 10);
  return `michi/promote-${slug(name)}-${slug(environment)}-${hash}`;
}

/** Text of a person as Markdown that says the same and does nothing else. */
export function markdownText(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*_{}[\]<>()#+\-.!|~&]/g, '\\$&')
      // Nobody is notified because somebody is quoted.
      .replace(/@/g, '@<!-- -->')
  );
}

const code = (text: string) => `\`${text.replace(/[`\s]+/g, ' ')}\``;

/** The title of the pull request and of its commit. */
export function promotionTitle(subject: PromotionSubject): string {
  const versions = [...new Set(subject.to.map(versionText))].join(', ');
  return `Deploy ${subject.target.name} ${versions} to ${subject.environment}`.slice(
    0,
    200,
  );
}

/** What the commit says beside its title. */
export function promotionCommit(subject: PromotionSubject): string {
  const reason = subject.reason?.replace(/\s+/g, ' ').trim();
  return [
    promotionTitle(subject),
    '',
    ...(reason ? [reason, ''] : []),
    `Requested-by: ${subject.requestedBy}`,
  ].join('\n');
}

/** The pull request's description, in Markdown. */
export function promotionBody(subject: PromotionSubject): string {
  const rows = subject.to.map(image => {
    const before = subject.from.find(({ name }) => name === image.name);
    return `| ${code(image.name)} | ${before ? code(versionText(before)) : '–'} | ${code(versionText(image))} |`;
  });
  const { reason, requestedBy, entityRef, environment, target } = subject;
  const afterTheMerge = subject.autoSync
    ? 'Argo CD deploys them after the merge.'
    : 'Argo CD does not sync it by itself: nothing changes there after the merge until somebody syncs it.';
  return [
    `Brings other images to ${code(target.name)} in **${markdownText(environment)}**. ${afterTheMerge}`,
    '',
    '| Image | Now | Then |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `- Asked for by ${code(requestedBy)}`,
    ...(reason ? [`- Reason: ${markdownText(reason)}`] : []),
    `- Service: ${code(entityRef)}`,
    `- [The Application in Argo CD](${encodeURI(subject.url)})`,
    ...(subject.automated
      ? [
          '',
          'Flux’s image automation also writes the changed lines. It may change them again when it finds a newer tag that its policy takes.',
        ]
      : []),
  ].join('\n');
}
