import type { Repositories } from '../world';
import { setImageTag } from './imagePolicy';

/**
 * The files of an environment's folder with a new image tag, as Flux's
 * automation would commit them.
 *
 * @returns undefined where no line carries the policy's marker
 */
export async function imageChange(
  repositories: Pick<Repositories, 'head' | 'listFiles' | 'readFile'>,
  repository: string,
  environment: string,
  policy: string,
  tag: string,
): Promise<{ oldTag: string; files: Record<string, string> } | undefined> {
  const head = await repositories.head(repository);
  if (head === undefined) return undefined;
  const folder = `deploy/${environment}`;
  const files: Record<string, string> = {};
  let oldTag: string | undefined;
  for (const file of await repositories.listFiles(repository, folder, head)) {
    const text = await repositories.readFile(repository, file, head);
    if (text === undefined) continue;
    const changed = setImageTag(text, policy, tag);
    if (changed.oldTag === undefined) continue;
    oldTag = changed.oldTag;
    if (changed.text !== text) files[file] = changed.text;
  }
  return oldTag === undefined ? undefined : { oldTag, files };
}
