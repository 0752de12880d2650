/** Lets Node run the repository's TypeScript as it is; from the package's folder. */
export const NODE_TRANSFORM = '@backstage/cli-node/config/nodeTransform.cjs';
