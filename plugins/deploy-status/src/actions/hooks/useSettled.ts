import { useEffect, useState } from 'react';
import { isOver, type Progress } from '../model/progress';

/** An operation ends a moment before its rollout shows. */
const SETTLED_MS = 2_000;

/**
 * A progress whose good end has lasted. Argo CD tells that an operation has
 * succeeded while the health is still that of what ran before.
 */
export function useSettled(progress: Progress): Progress {
  const { stage } = progress;
  const isGoodEnd = isOver(progress) && stage !== 'failed';
  const [settled, setSettled] = useState<Progress['stage']>();
  useEffect(() => {
    if (!isGoodEnd) {
      setSettled(undefined);
      return undefined;
    }
    const timer = setTimeout(() => setSettled(stage), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isGoodEnd, stage]);
  return isGoodEnd && settled === undefined ? { stage: 'settling' } : progress;
}
