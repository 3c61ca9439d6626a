import { type Example, ridgeModel } from '@armoire/evaluation';
import type { FileChoice } from './choice.ts';
import type { FileModel } from './model.ts';

/** The newest rewards of the first part that a model is fitted to. */
export const mostExamples = 50_000;

/** The newest choices of the first part of a log, for a ridge regression of their rewards. */
export class RecentChoices {
  readonly #examples: Example[] = [];
  #next = 0;

  /** @param weight what it counts for in the fit; 1 when absent, and nothing is kept of what counts for nothing */
  add({ actions, chosen, reward }: FileChoice, weight = 1): void {
    const features = weight === 0 ? undefined : actions[chosen]?.features;
    if (features === undefined) return;
    // The newest take the place of the oldest.
    this.#examples[this.#next++ % mostExamples] = { features, reward, weight };
  }

  /** Nothing where there was nothing to fit to. */
  fit(): FileModel | undefined {
    if (this.#examples.length === 0) return undefined;
    const model = ridgeModel()(this.#examples);
    return ({ actions }, action) => model.predict(actions[action]?.features ?? new Float64Array(0));
  }
}
