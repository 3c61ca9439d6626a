import type { ProductId } from '@armoire/protocol';
import { hashString } from '../random/index.ts';
import {
  arrivalWeights,
  featureCount,
  initialWeight,
  type Known,
  type Occasion,
  type RankFeatures,
  rankFeatures,
  segmentOf,
  segments,
} from './features.ts';
import type { Proposals } from './proposals.ts';

export interface RankerOptions {
  /** Size of a step of AdaGrad. */
  readonly rate?: number;
  /** Pull of every weight that is used towards where it began. */
  readonly decay?: number;
}

/** What a ranker is asked about. */
export interface Ranking extends Known {
  readonly occasion: Occasion;
}

/** What the weights make of the features. */
interface Scored {
  readonly logits: Float64Array;
  /** ln Σ eˢ over the arrivals. */
  readonly inclusive: number;
  /** How likely it is that any of the arrivals comes next: ln Σ over their e to the logit. */
  readonly any: number;
}

/**
 * A light scorer that learns online which of the proposed products come next, from what the sources say of them and
 * what is known of the person. The probability that product i is the next one is softmax(w·xᵢ) over the proposed ones,
 * with w the sum of common weights and those of the segment; each order is one step of AdaGrad (Duchi et al. 2011) up
 * the log-likelihood of what was bought, as in the top-one likelihood of ListNet (Cao et al. 2007):
 * ∇ = mean of x over the bought − Σ pᵢxᵢ.
 *
 * What is new to the shop and to the person stands in a nest of its own (nested logit; McFadden 1978): the weights that
 * tell arrivals apart learn from which arrival was bought, among arrivals alone, and two more learn how likely it is
 * that any of them comes next, l = level + λ · ln Σ eˢ over their s = w·x. The logit of one is l + s − ln Σ eˢ. So
 * those weights need not also say how arrivals do beside products that are known, of which there are far more. As in
 * sequential estimation, the gradient of l takes s as given, and λ is not held to 0 … 1.
 */
export class Ranker {
  /** Another one for other sources: what was learned over them means something else. */
  readonly version: number;
  readonly #sources: readonly string[];
  readonly #width: number;
  readonly #rate: number;
  readonly #decay: number;
  #weights: Float64Array;
  #squares: Float64Array;
  #steps = 0;

  /** @param sources ids of the sources, in the order of the scores that it is given */
  constructor(sources: readonly string[], { rate = 0.1, decay = 1e-4 }: RankerOptions = {}) {
    // Databases keep versions in 32 bits with a sign.
    this.version = hashString(['4', ...sources].join('\0')) >>> 1;
    this.#sources = sources;
    this.#width = featureCount(sources.length);
    this.#rate = rate;
    this.#decay = decay;
    this.#weights = this.#initial();
    this.#squares = new Float64Array(this.#weights.length);
  }

  /** How many orders it has learned from. */
  get steps(): number {
    return this.#steps;
  }

  /** The logits of the proposed products, in their order. */
  score(proposed: Proposals, ranking: Ranking): Float64Array {
    return this.#scored(rankFeatures(proposed, ranking), ranking).logits;
  }

  /** Learns which of the proposed products were taken; nothing where none was. */
  learn(proposed: Proposals, taken: ReadonlySet<ProductId>, ranking: Ranking): void {
    const targets = proposed.products.map(({ id }) => taken.has(id));
    const chosen = targets.filter(Boolean).length;
    if (chosen === 0) return;
    const features = rankFeatures(proposed, ranking);
    const gradient = this.#gradient(
      features,
      targets.map((target) => (target ? 1 / chosen : 0)),
      ranking,
    );
    const block = this.#width * (1 + segmentOf(ranking.occasion, ranking.profile));
    for (let i = 0; i < this.#width; i++) {
      const slope = gradient[i] as number;
      if (slope === 0) continue;
      this.#step(i, slope, initialWeight(i, this.#sources.length));
      this.#step(block + i, slope, 0);
    }
    this.#steps++;
  }

  snapshot(): string {
    const saved: Saved = { steps: this.#steps, weights: [...this.#weights], squares: [...this.#squares] };
    return JSON.stringify(saved);
  }

  /** @param snapshot of a ranker of the same version */
  restore(snapshot: string): void {
    const { steps, weights, squares } = JSON.parse(snapshot) as Saved;
    this.#weights = Float64Array.from(weights);
    this.#squares = Float64Array.from(squares);
    this.#steps = steps;
  }

  #initial(): Float64Array {
    const weights = new Float64Array(this.#width * (1 + segments));
    for (let i = 0; i < this.#width; i++) weights[i] = initialWeight(i, this.#sources.length);
    return weights;
  }

  #step(index: number, slope: number, origin: number): void {
    const weight = this.#weights[index] as number;
    const gradient = slope - this.#decay * (weight - origin);
    const squares = (this.#squares[index] as number) + gradient * gradient;
    this.#squares[index] = squares;
    this.#weights[index] = weight + (this.#rate * gradient) / Math.sqrt(squares + 1e-3);
  }

  /** @param shares of what was taken, by row */
  #gradient(features: RankFeatures, shares: readonly number[], ranking: Ranking): Float64Array {
    const { starts, indices, values, arrivals } = features;
    const { logits, inclusive, any } = this.#scored(features, ranking);
    const errors = softmax(logits).map((probability, row) => (shares[row] as number) - probability);
    const gradient = new Float64Array(this.#width);
    if (arrivals.length > 0) {
      let share = 0;
      let error = 0;
      for (const row of arrivals) {
        share += shares[row] as number;
        error += errors[row] as number;
      }
      for (const row of arrivals)
        errors[row] = (shares[row] as number) - share * Math.exp((logits[row] as number) - any);
      const at = arrivalWeights(this.#sources.length);
      gradient[at.level] = error;
      gradient[at.inclusive] = error * inclusive;
    }
    for (let row = 0; row < errors.length; row++) {
      const end = starts[row + 1] as number;
      for (let j = starts[row] as number; j < end; j++) {
        const index = indices[j] as number;
        gradient[index] = (gradient[index] as number) + (errors[row] as number) * (values[j] as number);
      }
    }
    return gradient;
  }

  #scored({ starts, indices, values, arrivals }: RankFeatures, { occasion, profile }: Ranking): Scored {
    const block = this.#width * (1 + segmentOf(occasion, profile));
    const weights = new Float64Array(this.#width);
    for (let i = 0; i < this.#width; i++)
      weights[i] = (this.#weights[i] as number) + (this.#weights[block + i] as number);
    const logits = new Float64Array(starts.length - 1);
    for (let row = 0; row < logits.length; row++) {
      let sum = 0;
      const end = starts[row + 1] as number;
      for (let j = starts[row] as number; j < end; j++)
        sum += (weights[indices[j] as number] as number) * (values[j] as number);
      logits[row] = sum;
    }
    if (arrivals.length === 0) return { logits, inclusive: 0, any: 0 };
    const inclusive = logOfSum(arrivals.map((row) => logits[row] as number));
    const at = arrivalWeights(this.#sources.length);
    const any = (weights[at.level] as number) + (weights[at.inclusive] as number) * inclusive;
    for (const row of arrivals) logits[row] = (logits[row] as number) - inclusive + any;
    return { logits, inclusive, any };
  }
}

/** ln Σ eˢ. */
function logOfSum(values: readonly number[]): number {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

function softmax(logits: Float64Array): Float64Array {
  const most = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const raised = logits.map((logit) => Math.exp(logit - most));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / sum);
}

interface Saved {
  readonly steps: number;
  readonly weights: readonly number[];
  readonly squares: readonly number[];
}
