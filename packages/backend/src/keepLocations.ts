import { NotAllowedError } from '@backstage/errors';
import type { IRouter } from 'express';

/**
 * Refuses to give a registered location another address. The catalog asks for
 * the same permission as for a new one (`catalog.location.create`), which every
 * member has to create services, and not whose entities come from it: whoever
 * put an own file in the place of another team's would own its services.
 */
export function keepLocations(router: IRouter): void {
  router.put('/api/catalog/locations/:id', (_req, _res, next) => {
    next(
      new NotAllowedError(
        'The address of a registered location stays as it is. Register the new one; a platform engineer removes the old one',
      ),
    );
  });
}
