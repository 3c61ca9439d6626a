/** A feature by its hash. */
export interface Hashed {
  readonly index: number;
  readonly value: number;
}

/** Weights of an example and of its label. */
interface Target {
  readonly label: number;
  readonly weight: number;
}

/** Slots of the weights. */
export const slots = 2 ** 20;

/**
 * A sparse linear regression learned online by normalised adaptive gradients (Ross, Mineiro and Langford 2013) with the
 * importance-aware update of the squared loss (Karampatziakis and Langford 2011): what Vowpal Wabbit does by default.
 *
 * For each feature i: sᵢ the largest |xᵢ| seen, Gᵢ = Σ g²xᵢ²; with N = Σ xᵢ²/sᵢ² over all examples t,
 * rateᵢ = √(t/N) / (sᵢ·√Gᵢ), ρ = Σ rateᵢ·xᵢ², and  wᵢ += (y − ŷ)·(1 − exp(−2ηhρ))/ρ · rateᵢ·xᵢ.
 *
 * Deviations: our own hash, and doubles instead of single floats.
 */
export class OnlineRegression {
  readonly #weights = new Float64Array(slots);
  readonly #squares = new Float64Array(slots);
  readonly #scales = new Float64Array(slots);
  readonly #rate: number;
  #examples = 0;
  #normalised = 0;
  #low = 0;
  #high = 0;

  /** @param rate η */
  constructor(rate: number) {
    this.#rate = rate;
  }

  predict(features: readonly Hashed[]): number {
    let sum = 0;
    for (const { index, value } of features) sum += (this.#weights[index] as number) * value;
    return Math.min(Math.max(sum, this.#low), this.#high);
  }

  learn(features: readonly Hashed[], { label, weight }: Target): void {
    if (weight === 0) return;
    this.#low = Math.min(this.#low, label);
    this.#high = Math.max(this.#high, label);
    const error = label - this.predict(features);
    this.#scale(features, error, weight);
    const factor = Math.sqrt(this.#examples / this.#normalised);
    const rateOf = (index: number) => {
      const square = this.#squares[index] as number;
      return square === 0 ? 0 : factor / ((this.#scales[index] as number) * Math.sqrt(square));
    };
    let change = 0;
    for (const { index, value } of features) change += rateOf(index) * value * value;
    if (change === 0 || error === 0) return;
    const update = (error * (1 - Math.exp(-2 * this.#rate * weight * change))) / change;
    for (const { index, value } of features) {
      this.#weights[index] = (this.#weights[index] as number) + update * rateOf(index) * value;
    }
  }

  /** Takes the sizes of features and gradients into account before the weights move. */
  #scale(features: readonly Hashed[], error: number, weight: number): void {
    const gradient = 4 * error * error * weight;
    this.#examples += weight;
    for (const { index, value } of features) {
      const size = Math.abs(value);
      const known = this.#scales[index] as number;
      if (size > known) {
        if (known > 0) this.#weights[index] = (this.#weights[index] as number) * (known / size);
        this.#scales[index] = size;
      }
      const ratio = size / (this.#scales[index] as number);
      this.#normalised += weight * ratio * ratio;
      this.#squares[index] = (this.#squares[index] as number) + gradient * value * value;
    }
  }
}
