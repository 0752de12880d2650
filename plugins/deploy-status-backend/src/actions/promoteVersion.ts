import {
  changeOf,
  consentInput,
  receiptOutput,
  targetInput,
  imagesInput,
  type ActionOptions,
} from './common';

/** Registers the action that opens the pull request for other images. */
export function registerPromoteVersionAction({
  actionsRegistry,
  call,
}: ActionOptions): void {
  actionsRegistry.register({
    name: 'promote-version',
    title: 'Promote a version',
    description:
      'Opens the pull request that brings images to the environment of an Argo CD Application: newer ones from the environment before, or older ones to go back. Only tags and digests of images that its manifests name already are changed. After the merge Argo CD deploys them where it syncs the Application by itself; elsewhere somebody has to sync it. Asking twice finds the same pull request.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          ...targetInput(z),
          images: imagesInput(z),
          ...consentInput(z),
        }),
      output: receiptOutput,
    },
    action: async ({ input, credentials }) => {
      const { params, body } = await changeOf(call, input, credentials);
      const output = await call(
        'promote',
        { params, body: { ...body, images: input.images } },
        credentials,
      );
      return { output };
    },
  });
}
