/** An article as a reader of its text knows it. */
export interface Described {
  readonly id: string;
  /** Of length 1. */
  readonly embedding: ArrayLike<number>;
}

export interface SimilarArticle {
  readonly id: string;
  /** In (0, 1]: how far what is seen of this one tells of the other. */
  readonly similarity: number;
}

/**
 * The nearest of some articles by their text: similarity is exp(−(1 − cos)/length), 1 for equal texts.
 *
 * @param length 1 − cos at which similarity has fallen to 1/e
 * @param count how many to name at most; those less similar than 0.01 are left out
 */
export function nearestByText(
  { id, embedding }: Described,
  others: Iterable<Described>,
  { length = 0.2, count = 20 }: { readonly length?: number; readonly count?: number } = {},
): SimilarArticle[] {
  const near: SimilarArticle[] = [];
  for (const other of others) {
    if (other.id === id) continue;
    let cosine = 0;
    for (let i = 0; i < embedding.length; i++)
      cosine += (embedding[i] as number) * (other.embedding[i] as number);
    const similarity = Math.exp(-Math.max(1 - cosine, 0) / length);
    if (similarity >= 0.01) near.push({ id: other.id, similarity });
  }
  return near.sort((a, b) => b.similarity - a.similarity).slice(0, count);
}

/** What was seen of something: n rewards, each with noise, whose mean is off the linear model by so much. */
export interface SeenRewards {
  readonly count: number;
  readonly mean: number;
}

export interface GaussianBelief {
  readonly mean: number;
  readonly variance: number;
}

export interface EffectSpread {
  /** Deviation of single rewards. */
  readonly noise: number;
  /** Deviations of the effect of a category, of a place among the texts, and of an article alone. */
  readonly category: number;
  readonly text: number;
  readonly own: number;
}

/**
 * What is believed of an article's effect on the reward before the article itself was seen: its category's, then that
 * of articles with texts like its own, each step a Gaussian posterior that is the prior of the next. The effect is
 * category + text + own, with variances τ_c², τ_t², τ_o², and s²/n_j that of a mean of n_j rewards:
 *
 *     category:   N(0, τ_c²) and one observation of variance s²/n_c + τ_t² + τ_o²
 *     text:       N(m_c, v_c + τ_t²) and for each neighbour j one of variance (s²/n_j + τ_o²)/k_j
 *     article:    N(m_t, v_t + τ_o²)
 *
 * A neighbour's observation counts by its similarity k_j, as in local likelihood (Tibshirani and Hastie 1987), so that
 * a text unlike all others leaves the category's belief as it is, as wide as it is. A category counts as one article
 * whatever it holds: its sums do not say how many they are of, and more would be claimed than is known.
 */
export function effectPrior(
  category: SeenRewards,
  neighbours: Iterable<{ readonly seen: SeenRewards; readonly similarity: number }>,
  spread: EffectSpread,
): GaussianBelief {
  const noise = spread.noise ** 2;
  const own = spread.own ** 2;
  const text = spread.text ** 2;
  let believed = combined({ mean: 0, variance: spread.category ** 2 }, [
    observed(category, noise, text + own, 1),
  ]);
  believed = { mean: believed.mean, variance: believed.variance + text };
  const near: Information[] = [];
  for (const { seen, similarity } of neighbours) near.push(observed(seen, noise, own, similarity));
  believed = combined(believed, near);
  return { mean: believed.mean, variance: believed.variance + own };
}

/** The posterior of an effect after its article was seen. */
export function effectPosterior(prior: GaussianBelief, seen: SeenRewards, noise: number): GaussianBelief {
  return combined(prior, [observed(seen, noise ** 2, 0, 1)]);
}

interface Information {
  readonly mean: number;
  readonly precision: number;
}

function observed({ count, mean }: SeenRewards, noise: number, between: number, weight: number): Information {
  return count > 0 ? { mean, precision: weight / (noise / count + between) } : { mean: 0, precision: 0 };
}

function combined({ mean, variance }: GaussianBelief, seen: readonly Information[]): GaussianBelief {
  let precision = 1 / variance;
  let sum = mean * precision;
  for (const each of seen) {
    precision += each.precision;
    sum += each.precision * each.mean;
  }
  return { mean: sum / precision, variance: 1 / precision };
}
