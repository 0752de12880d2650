import type { Repository } from './Repository';
import { parseWorkflow, type Workflow } from './workflow';

const FOLDER = '.github/workflows';

/** A workflow file at some commit. */
export interface WorkflowFile {
  id: number;
  name: string;
  path: string;
  workflow: Workflow;
}

/** The valid workflows of a commit, by file name. */
export async function workflowFiles(
  repository: Repository,
  sha: string,
): Promise<WorkflowFile[]> {
  const tree = await repository.git.tree(`${sha}:${FOLDER}`, {
    recursive: false,
  });
  const files = await Promise.all(
    (tree?.entries ?? [])
      .filter(entry => /\.ya?ml$/.test(entry.path))
      .map(async (entry, index) => {
        const path = `${FOLDER}/${entry.path}`;
        const blob = await repository.git.blob(sha, path);
        const workflow = blob && parseWorkflow(blob.content.toString());
        const id = repository.state.id * 10 + index;
        return workflow && { id, name: workflow.name ?? path, path, workflow };
      }),
  );
  return files.flatMap(file => file ?? []);
}
