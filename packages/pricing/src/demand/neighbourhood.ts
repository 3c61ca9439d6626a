import type { Sums } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import type { CurveFit } from './curve-fit.ts';
import { type RungSales, rungsOf, uncensored } from './rung-sums.ts';

/** What neighbours say is worked out once for each state of their sales; so many are kept, of a kilobyte each. */
const mostKept = 16_384;

interface Said {
  readonly rungs: readonly RungSales[];
  readonly likelihood: Float32Array;
}

/**
 * What the sales of articles say of the curve of another one. A cycle asks for most articles as neighbours of some twenty
 * others, with the same sales each time.
 */
export class Neighbourhood {
  readonly #ladder: readonly number[];
  readonly #off: number;
  readonly #fit: (rungs: readonly RungSales[]) => readonly CurveFit[];
  readonly #kept = new Map<string, Said>();

  /** @param off probability of demand off any curve: that of the second fit, where there is one */
  constructor(
    ladder: readonly number[],
    off: number,
    fit: (rungs: readonly RungSales[]) => readonly CurveFit[],
  ) {
    this.#ladder = ladder;
    this.#off = off;
    this.#fit = fit;
  }

  /** Of each curve, the largest of them 1; undefined of an article that never sold, which says nothing. */
  likelihood(state: Sums, product: string, at: Instant): Float32Array | undefined {
    const rungs = uncensored(rungsOf(state, { product, at }, this.#ladder));
    if (rungs.length === 0) return undefined;
    const known = this.#kept.get(product);
    if (known !== undefined && areSame(known.rungs, rungs)) return known.likelihood;
    const likelihood = scaled(likelihoods(this.#fit(rungs), this.#off));
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(product, { rungs, likelihood });
    return likelihood;
  }
}

function areSame(a: readonly RungSales[], b: readonly RungSales[]): boolean {
  return (
    a.length === b.length &&
    a.every((rung, i) => {
      const other = b[i] as RungSales;
      return (
        rung.factor === other.factor &&
        rung.periods === other.periods &&
        rung.units === other.units &&
        rung.squares === other.squares
      );
    })
  );
}

/** Likelihoods whose largest is 1; seven digits of them tell all that they can. */
function scaled(logs: Float64Array): Float32Array {
  let most = Number.NEGATIVE_INFINITY;
  for (const log of logs) if (log > most) most = log;
  return Float32Array.from(logs, (log) => Math.exp(log - most));
}

/** Log-likelihood of each curve, whatever κ. */
function likelihoods([sure, doubtful]: readonly CurveFit[], off: number): Float64Array {
  if (sure === undefined || doubtful === undefined) return sure?.logs ?? new Float64Array(0);
  return sure.logs.map((log, j) => {
    const [a, b] = [log + Math.log(1 - off), (doubtful.logs[j] as number) + Math.log(off)];
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  });
}
