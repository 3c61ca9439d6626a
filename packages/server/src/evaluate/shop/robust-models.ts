import { mrdrWeight } from '@armoire/evaluation';
import type { Instant, PointId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../../config/index.ts';
import type { Breath } from '../breath.ts';
import type { NamedPolicy } from '../policies.ts';
import { type Expects, linearModel, type PlaceExample } from './linear-model.ts';
import { type PastDecision, PastLog } from './past-log.ts';
import { mostExamples, type Schooling } from './schooling.ts';
import { distributionsOf } from './target.ts';

/**
 * The models of `mrdr`, by the names of the policies: for each the regression that {@link Schooling} has, fitted to the
 * rewards of decisions before an instant by the weights of that policy, as it is then. A policy that would have made
 * none of those choices has none.
 */
export async function robustModels(
  shop: ShopSettings,
  storage: Storage,
  point: PointId,
  policies: readonly NamedPolicy[],
  schooling: Schooling,
  before: Instant,
  breath: Breath,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Expects>> {
  const examples = new Map(policies.map(({ name }): [string, PlaceExample[]] => [name, []]));
  const last = new Map<string, number>();
  for await (const past of new PastLog(shop, storage).read({ point, until: before - 1 })) {
    if ('leftOut' in past) continue;
    for (const { name, policy } of policies) {
      const own = examples.get(name) ?? [];
      for (const example of weighed(past, distributionsOf(policy, schooling.stateOf(policy), past))) {
        // The newest take the place of the oldest.
        const count = last.get(name) ?? 0;
        own[count % mostExamples] = example;
        last.set(name, count + 1);
      }
      await breath.take();
    }
  }
  const models = new Map<string, Expects>();
  for (const [name, own] of examples)
    if (own.length > 0) models.set(name, await linearModel(own, own.length, breath, signal));
  return models;
}

/** The places of a decision that count for a policy of these distributions. */
function* weighed(
  { decision, set, actions, samples }: PastDecision,
  distributions: readonly Float64Array[],
): Generator<PlaceExample> {
  for (const { position: place, value: reward } of samples) {
    const index = set.entries.findIndex(({ id }) => id === decision.chosen[place]);
    const features = actions[index]?.features;
    const propensity = decision.propensities[place];
    if (features === undefined || propensity === undefined) continue;
    const weight = mrdrWeight({ propensity, target: distributions[place]?.[index] ?? 0 });
    if (weight === 0) continue;
    const sparse = Array.from(features, (x, i) => [i, x] as const).filter(([, x]) => x !== 0);
    yield { features: sparse, place, reward, weight };
  }
}
