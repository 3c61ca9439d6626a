import { ArmoireError } from '@armoire/protocol';

/** How much of each decision is left to chance, evenly over the rungs. */
export interface Exploration {
  /** ε of the first period, in (0, 1]; 0.01 when absent. */
  readonly epsilon?: number;
  /** Periods after which ε has fallen by √2; 50 when absent. */
  readonly settling?: number;
}

/**
 * ε_n = ε/√(1 + n/s) after n periods: every rung keeps a probability above zero, and what chance costs grows with √n,
 * as what learning costs does.
 */
export function epsilonAfter(periods: number, { epsilon = 0.01, settling = 50 }: Exploration): number {
  return epsilon / Math.sqrt(1 + periods / settling);
}

/** @throws ArmoireError INVALID_INPUT */
export function checkExploration({ epsilon = 0.01, settling = 50 }: Exploration): void {
  if (epsilon > 0 && epsilon <= 1 && settling > 0) return;
  throw new ArmoireError('INVALID_INPUT', `An ε of ${epsilon}, settling over ${settling} periods, is none`, {
    fix: 'Give epsilon in (0, 1], and settling above 0.',
  });
}
