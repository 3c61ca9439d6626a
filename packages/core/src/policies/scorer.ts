import type { Context, Scores } from './policy.ts';

/** A model that scores candidates: a click model, a tower, a sequence model, a Q network. */
export interface Scorer {
  readonly id: string;
  readonly version: number;
  /** One score for each candidate, from features of `[candidates × width]`, row by row. */
  score(context: Context, features: Float32Array, width: number, signal: AbortSignal): Promise<Scores>;
}
