import {
  figuresOf as figuresOfTallies,
  figureTallies,
  measureFigures,
} from '../domain/insights/figures';
import type { Assessed } from '../domain/insights/assess';
import { PeriodFold } from '../domain/insights/PeriodFold';

/** The figures of deployments, all at once. */
export function figuresOf(
  assessed: readonly Assessed[],
  question: {
    from: number;
    to: number;
    /** Instances. */
    production: ReadonlySet<string>;
    recordsSince?: number;
  },
) {
  const fold = new PeriodFold(figureTallies, question);
  fold.add(measureFigures(assessed, question.production));
  return figuresOfTallies(fold.whole, question, question.recordsSince);
}
