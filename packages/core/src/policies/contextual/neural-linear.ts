import { checkPositive } from '../check.ts';
import { uniformOver } from '../distribution.ts';
import type { Action, Next, Observation, Policy, PolicyInput, Scores } from '../policy.ts';
import { linearEstimate, linearMeans } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';
import { checkSteps, type RandomBoundsOptions, randomBounds } from './random-bounds.ts';

export interface NeuralLinearOptions extends LinearOptions, RandomBoundsOptions {
  /** Number of features that the model gives of an action, at most 128. */
  readonly width: number;
  /** Version of the model: the features of another mean something else, and nothing learned on them is used. */
  readonly model: number;
}

/**
 * Neural-linear (Riquelme, Tucker and Snoek 2018): a Bayesian linear regression of the reward on what a model makes of
 * the actions in its last layer. The model learns slowly and elsewhere; the regression learns from every reward, and
 * knows how sure it is. Deviations: probabilities are those of {@link randomBounds} in place of Thompson sampling's, and
 * each version of the model has a regression of its own, where the paper encodes its data anew.
 *
 * A model that gives no features leaves every action the same probability, and observations without the model's
 * features teach nothing.
 */
export function neuralLinear(options: NeuralLinearOptions): Policy {
  checkSteps(options);
  const { width, model, exploration = 1 } = options;
  checkPositive({ exploration });
  const { state, posterior } = linearModel(options);

  const slate = (input: PolicyInput): Next => {
    const actions = encoded(input, width);
    return actions === undefined
      ? (prefix) => uniformOver(input.actions.length, prefix)
      : randomBounds(actions, posterior(input.state, input.at), options);
  };
  return {
    id: 'neural-linear',
    version: model,
    support: 'full',
    reward: 'signed',
    scores: 'required',
    features: 'unused',
    state: {
      ...state,
      contribution(observation: Observation, bucket) {
        const { modelFeatures } = observation;
        return modelFeatures === undefined
          ? []
          : state.contribution({ ...observation, features: modelFeatures }, bucket);
      },
    },
    distribution: (input) => slate(input)([]),
    slate,
    estimate(input, action) {
      const actions = encoded(input, width);
      if (actions === undefined) return { mean: 0 };
      const believed = posterior(input.state, input.at);
      // What the model's features contribute has no names that an explanation could give.
      const { contributions: _, ...estimate } = linearEstimate({ ...input, actions }, action, believed);
      return estimate;
    },
    means(input) {
      const actions = encoded(input, width);
      return actions === undefined
        ? new Float64Array(input.actions.length)
        : linearMeans(actions, posterior(input.state, input.at));
    },
  };
}

/**
 * The actions with the model's features in place of their own; undefined where it gives none.
 *
 * @throws RangeError for another width than the policy's
 */
function encoded(
  { actions, scores }: { readonly actions: readonly Action[]; readonly scores?: Scores },
  width: number,
): Action[] | undefined {
  const features = scores?.features;
  if (features === undefined) return undefined;
  if (features.width !== width)
    throw new RangeError(
      `the model gives ${features.width} features, and the policy has a width of ${width}`,
    );
  return actions.map(({ id }, i) => ({ id, features: features.values.subarray(i * width, (i + 1) * width) }));
}
