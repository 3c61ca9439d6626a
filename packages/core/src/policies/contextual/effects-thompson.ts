import type { Instant } from '@armoire/protocol';
import { normals } from '../../random/index.ts';
import type { Sums } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import type { Policy, PolicyInput } from '../policy.ts';
import { checkMixture, type MixtureOptions, posteriorMixture } from '../posterior-mixture.ts';
import { solveUpper } from './cholesky.ts';
import { articleKey, categoryKey, effectState, linearSums, seenOf } from './effect-sums.ts';
import { linearEstimate, linearMeans } from './gaussian-weights.ts';
import type { LinearOptions } from './linear-model.ts';
import { cached } from './posterior-cache.ts';
import { checkPrior, posteriorOf, type RidgePosterior } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';
import {
  effectPosterior,
  effectPrior,
  type GaussianBelief,
  type SeenRewards,
  type SimilarArticle,
} from './text-prior.ts';

export interface EffectsThompsonOptions extends MixtureOptions, LinearOptions {
  readonly exploration?: number;
  /** The articles with texts like that of another, as {@link nearestByText} finds them; the nearest few are enough. */
  neighbours(action: string): readonly SimilarArticle[];
  /** The category of an article. An observation counts in the one that its article has when it is learned. */
  category(action: string): string | undefined;
  /**
   * Deviations of the three parts of an article's effect, in deviations of a single reward; 0.1 each when absent, as
   * where a reward in a hundred is explained by which article it is.
   */
  readonly spread?: { readonly category?: number; readonly text?: number; readonly own?: number };
}

/**
 * Thompson sampling on a linear model with an effect of each article besides: r = wᵀx + u_article + noise, where what is
 * believed of u before the article was seen comes from its category and from articles with texts like its own, with a
 * variance that says how little that is ({@link effectPrior}). An article seen for the first time is scored at once.
 *
 * Among the features should stand how near an article's text is to what the person bought, as the one number that a
 * source of text neighbours gives as its score: effects say what sells among like articles, that says to whom. On
 * articles that were never sold before, ranges of it beside the article's age did worse.
 *
 * A mixed model with a fitted mean (Henderson 1975), in two steps: w is the ridge posterior that knows of no effects,
 * and effects are of what it leaves. Served as the mixture of {@link posteriorMixture}; state is additive. Deviations:
 * the two would be found at once, and their covariance kept; and an article's own rewards are in the sums of its category
 * too, so that they count twice in what is believed of it, whose variance comes out some 2 % too small. Its sums could be
 * taken off its category's only if they said in which category each reward was learned: articles move.
 */
export function effectsThompson(options: EffectsThompsonOptions): Policy {
  checkMixture(options);
  const { width: d, ridge = 1, noise = 0.05, priorMean = [], exploration = 1 } = options;
  const { category = 0.1, text = 0.1, own = 0.1 } = options.spread ?? {};
  checkPrior(priorMean, d);
  checkPositive({ ridge, noise, exploration, category, text, own });
  const linear = cached((state, at) => ({
    posterior: posteriorOf(linearSums(state, at, d), d, { ridge, noise, noiseWeight: 10, priorMean }),
    /** What was seen of articles and categories, as far as anybody asked. */
    seen: new Map<string, SeenRewards>(),
  }));

  const effectOf = (state: Sums, at: Instant, action: string): GaussianBelief => {
    const { posterior, seen } = linear(state, at);
    const known = (key: string): SeenRewards => {
      const found = seen.get(key) ?? seenOf(state, key, at, posterior.mean);
      seen.set(key, found);
      return found;
    };
    const of = options.category(action);
    const s = posterior.noise;
    const prior = effectPrior(
      of === undefined ? { count: 0, mean: 0 } : known(categoryKey(of)),
      options.neighbours(action).map(({ id, similarity }) => ({ seen: known(articleKey(id)), similarity })),
      { noise: s, category: category * s, text: text * s, own: own * s },
    );
    return effectPosterior(prior, known(articleKey(action)), s);
  };

  const slate = ({ state, at, actions, rng }: PolicyInput) => {
    const { posterior } = linear(state, at);
    const effects = actions.map(({ id }) => effectOf(state, at, id));
    const rows = sparseRows(actions, d);
    const z = new Float64Array(d);
    const own = new Float64Array(actions.length);
    return posteriorMixture(actions.length, options, () => {
      const values = timesRows(rows, drawn(posterior, exploration, normals(rng, z)));
      normals(rng, own);
      for (const [i, { mean, variance }] of effects.entries())
        values[i] = (values[i] as number) + mean + exploration * Math.sqrt(variance) * (own[i] as number);
      return values;
    });
  };
  return {
    id: 'thompson-effects',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state: effectState(d, (action) => options.category(action), options),
    distribution: (input) => slate(input)([]),
    slate,
    estimate(input, action) {
      const { state, at, actions } = input;
      const { posterior } = linear(state, at);
      const effect = effectOf(state, at, actions[action]?.id ?? '');
      const { mean, deviation = 0, ...rest } = linearEstimate(input, action, posterior);
      return {
        ...rest,
        mean: mean + effect.mean,
        deviation: Math.hypot(deviation, Math.sqrt(effect.variance)),
      };
    },
    means({ state, at, actions }) {
      const means = linearMeans(actions, linear(state, at).posterior);
      return means.map((mean, i) => mean + effectOf(state, at, actions[i]?.id ?? '').mean);
    },
  };
}

/** Weights of the posterior, from standard normals. */
function drawn({ mean, factor, noise }: RidgePosterior, exploration: number, z: Float64Array): Float64Array {
  return solveUpper(factor, z, mean.length).map((w, i) => (mean[i] as number) + exploration * noise * w);
}
