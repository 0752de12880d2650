import { useRouteRef } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';

/** The form of the service template; the list of templates where it is not known. */
export function useCreateServicePath(): string {
  const template = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  return (
    template?.({ namespace: 'default', templateName: 'go-service' }) ??
    '/create'
  );
}
