import { type EvaluateOptions, evaluate, type Row } from '@armoire/evaluation';

/** What became of many evaluations in one way. */
export interface Coverage {
  /** How often the interval held the truth. */
  readonly share: number;
  /** Mean of the interval's. */
  readonly width: number;
  /** Mean of |V̂ − V|. */
  readonly error: number;
  /** Mean of V̂ − V, with its standard error. */
  readonly bias: number;
  readonly biasError: number;
  /** Logs that were refused; they count neither way. */
  readonly refused: number;
}

interface Counts {
  covered: number;
  width: number;
  refused: number;
  readonly off: number[];
}

/** Evaluates many logs of one world in several ways. */
export class Coverages {
  readonly #ways: readonly (readonly [name: string, options: EvaluateOptions])[];
  readonly #counts: readonly Counts[];

  constructor(ways: readonly (readonly [name: string, options: EvaluateOptions])[]) {
    this.#ways = ways;
    this.#counts = ways.map(() => ({ covered: 0, width: 0, refused: 0, off: [] }));
  }

  add(rows: readonly Row[], truth: number): void {
    for (const [w, [, options]] of this.#ways.entries()) {
      const counts = this.#counts[w] as Counts;
      const found = evaluate(rows, options);
      if (found.verdict !== 'estimate') {
        counts.refused++;
        continue;
      }
      const { low, high } = found.interval;
      counts.width += high - low;
      counts.off.push(found.value - truth);
      if (low <= truth && truth <= high) counts.covered++;
    }
  }

  *results(): Generator<readonly [name: string, coverage: Coverage]> {
    for (const [w, [name]] of this.#ways.entries()) {
      const { covered, width, refused, off } = this.#counts[w] as Counts;
      const n = off.length;
      const bias = off.reduce((sum, each) => sum + each, 0) / n;
      const squares = off.reduce((sum, each) => sum + (each - bias) ** 2, 0);
      const error = off.reduce((sum, each) => sum + Math.abs(each), 0) / n;
      const biasError = Math.sqrt(squares / (n * (n - 1)));
      yield [name, { share: covered / n, width: width / n, error, bias, biasError, refused }];
    }
  }
}
