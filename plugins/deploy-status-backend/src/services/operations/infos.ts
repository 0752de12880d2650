import type { OperationInfo } from '../../upstream/ArgoCdOperations';
import type { Subject } from './subject';

/**
 * Who asked, why, and with which request: Argo CD keeps it with the operation,
 * where the ledger and everybody who looks at Argo CD itself find it.
 */
export function infosOf(subject: Subject, key: string): OperationInfo[] {
  return [
    { name: 'michi/requested-by', value: subject.requestedBy },
    ...(subject.reason
      ? [{ name: 'michi/reason', value: subject.reason }]
      : []),
    { name: 'michi/request', value: key },
  ];
}
