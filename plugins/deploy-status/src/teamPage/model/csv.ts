import type { ServiceRow } from '@michi/plugin-deploy-status-common';
import { toCsv } from '../../model/csv';

/** A table of services: one line per place, so that no cell holds a list. */
export function servicesToCsv(rows: ServiceRow[]): string {
  return toCsv([
    [
      'service',
      'title',
      'owner',
      'system',
      'instance',
      'environment',
      'application',
      'version',
      'condition',
      'health',
      'sync',
      'deployedAt',
      'live',
      'message',
      'attention',
    ],
    ...rows.flatMap(row => {
      const service = [
        row.entityRef,
        row.title ?? '',
        row.owner ?? '',
        row.system ?? '',
      ];
      const attentionOf = (environment?: string) =>
        row.attention
          .filter(item => !item.environment || item.environment === environment)
          .map(({ kind }) => kind)
          .join(' ');
      if (row.places.length === 0) {
        return [[...service, ...Array(10).fill(''), attentionOf()]];
      }
      return row.places.map(place => [
        ...service,
        place.instance,
        place.environment,
        place.application,
        place.version ?? '',
        place.condition,
        place.health,
        place.sync,
        place.deployedAt ?? '',
        String(place.live),
        place.message ?? '',
        attentionOf(place.environment),
      ]);
    }),
  ]);
}
