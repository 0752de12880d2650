import { useEffect, useState } from 'react';
import { isOver, type Progress } from '../model/progress';

/** An operation ends a moment before its rollout shows. */
const SHORT_MS = 2_000;
/** Where nothing changes, Argo CD looks again only after minutes; nobody should wait for that. */
const LONG_MS = 30_000;

/**
 * A progress whose good end has lasted. Argo CD tells that an operation has
 * succeeded while the health is still that of what ran before.
 *
 * @param isConfirmed - false while Argo CD has not looked at everything since,
 *   so that the end is believed only after a long while
 */
export function useSettled(progress: Progress, isConfirmed: boolean): Progress {
  const { stage } = progress;
  const isGoodEnd = isOver(progress) && stage !== 'failed';
  const [lasted, setLasted] = useState(0);
  useEffect(() => {
    if (!isGoodEnd) {
      setLasted(0);
      return undefined;
    }
    const timers = [SHORT_MS, LONG_MS].map(ms =>
      setTimeout(() => setLasted(before => Math.max(before, ms)), ms),
    );
    return () => timers.forEach(clearTimeout);
  }, [isGoodEnd, stage]);
  return isGoodEnd && lasted < (isConfirmed ? SHORT_MS : LONG_MS)
    ? { stage: 'settling' }
    : progress;
}
