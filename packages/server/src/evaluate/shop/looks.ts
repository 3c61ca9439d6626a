import {
  type ContinuationCell,
  continuationCells,
  type Decision,
  fitContinuation,
  fitPositions,
  type Outcome,
  type PositionCell,
  positionCells,
} from '@armoire/core';
import { clickedSlates, placedClicks } from '@armoire/evaluation';
import type { EvaluationReport } from '../report.ts';
import type { PastDecision } from './past-log.ts';

/** Decisions that are summed up at once. */
const batch = 500;

/** How far down a shelf is looked at, by the clicks of a log. */
export class Looks {
  #decisions: Decision[] = [];
  #outcomes: Outcome[] = [];
  #cells: readonly PositionCell[] = [];
  #slates: Map<number, ContinuationCell> = new Map();

  add({ decision, outcomes }: PastDecision): void {
    this.#decisions.push(decision);
    this.#outcomes.push(...outcomes);
    if (this.#decisions.length >= batch) this.#sum();
  }

  build(): Pick<EvaluationReport, 'looks'> {
    this.#sum();
    const examination = fitPositions(this.#cells);
    if (examination.length < 2) return {};
    return { looks: { examination, continuation: fitContinuation(this.#slates) } };
  }

  #sum(): void {
    this.#cells = positionCells(placedClicks(this.#decisions, this.#outcomes), this.#cells);
    const slates = clickedSlates(this.#outcomes).filter(({ length }) => length > 0);
    this.#slates = continuationCells(slates, this.#slates);
    this.#decisions = [];
    this.#outcomes = [];
  }
}
