import type { Result, Send } from './Once';
import type { Subject } from './subject';

/** Makes Argo CD compare the Application with Git now. */
export async function refresh(subject: Subject, send: Send): Promise<Result> {
  await send(() => subject.argoCd.refresh(subject.of));
  return { outcome: 'accepted' };
}
