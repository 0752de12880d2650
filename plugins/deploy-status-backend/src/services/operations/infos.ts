import { OPERATION_INFO } from '../../domain/operations/operationInfo';
import type { OperationInfo } from '../../upstream/ArgoCdOperations';
import type { Subject } from './subject';

/**
 * Who asked, why, and with which request: Argo CD keeps it with the operation,
 * where the ledger and everybody who looks at Argo CD itself find it.
 */
export function infosOf(subject: Subject, key: string): OperationInfo[] {
  return [
    { name: OPERATION_INFO.requestedBy, value: subject.requestedBy },
    ...(subject.reason
      ? [{ name: OPERATION_INFO.reason, value: subject.reason }]
      : []),
    { name: OPERATION_INFO.request, value: key },
  ];
}
