import { importedUid, type ObservedDeployment } from './observed';

/** As far as it matters to which Application a deployment belongs. */
export type NamedOperation = Pick<
  ObservedDeployment,
  'instance' | 'namespace' | 'application' | 'startedAt' | 'uid' | 'imported'
>;

/**
 * Where and when an operation was. One name has one Application at a time, which
 * runs one operation at a time: what has the same place is the same operation,
 * whatever an import calls the Application.
 */
export function operationPlace(
  one: Pick<
    NamedOperation,
    'instance' | 'namespace' | 'application' | 'startedAt'
  >,
): string {
  const { instance, namespace, application, startedAt } = one;
  return [instance, namespace, application, startedAt].join('/');
}

/**
 * The uid under which the ledger keeps one operation, of all that it was given:
 * what Argo CD told goes before what an import claims, and that before an
 * Application's name. The same one in whatever order they came.
 */
export function operationUid(
  candidates: readonly NamedOperation[],
): string | undefined {
  const weight = ({ imported, uid, ...one }: NamedOperation) => {
    if (!imported) return 0;
    return uid === importedUid(one.namespace, one.application) ? 2 : 1;
  };
  const [first] = [...candidates].sort(
    (a, b) => weight(a) - weight(b) || (a.uid < b.uid ? -1 : 1),
  );
  return first?.uid;
}
