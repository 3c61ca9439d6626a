import { type AnyPolicy, Catalog, Learned, type LearnedSample } from '@armoire/core';
import type { Instant, PointId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../../config/index.ts';
import { decidedOf } from '../../replay/past.ts';
import type { Breath } from '../breath.ts';
import { type Expects, linearModel, type PlaceExample } from './linear-model.ts';

const page = 500;
/** Samples that one policy learns at a time, so that others have their turn. */
const bite = 25;
/** The newest rewards that the model is fitted to; more would hold up others for longer than they add. */
export const mostExamples = 20_000;

/** What policies and a reward model learned from the log before an instant. */
export interface Schooling {
  /** Rewards that were learned from. */
  readonly learned: number;
  stateOf(policy: AnyPolicy): unknown;
  /** What an action is expected to be worth at a place; undefined where nothing was learned. */
  readonly expects: Expects | undefined;
}

/**
 * Teaches policies, and a ridge regression of the reward on the features of the action and its place, from what was
 * known of a point before an instant: nothing of what is evaluated is in it.
 */
export async function school(
  shop: ShopSettings,
  storage: Storage,
  point: PointId,
  policies: readonly AnyPolicy[],
  before: Instant,
  breath: Breath,
  signal?: AbortSignal,
): Promise<Schooling> {
  const reward = shop.points[point]?.reward;
  const catalog = new Catalog(shop.currency);
  // One for each policy: two with other options may have the same name for what they know.
  const pupils = new Map(
    policies.map((policy) => {
      const points: [string, { policy: AnyPolicy; reward: NonNullable<typeof reward> }][] =
        reward === undefined ? [] : [[point, { policy, reward }]];
      return [policy, new Learned(points, catalog)];
    }),
  );
  const examples = new Examples();
  let learned = 0;
  let after = 0;
  for (;;) {
    const read = await storage.state.samples(shop.id, after, page);
    after = read.at(-1)?.offset ?? after;
    const samples = read.filter((sample) => sample.point === point && sample.at < before);
    if (samples.length > 0) {
      const decided = await decidedOf(storage, shop.id, samples);
      for (const pupil of pupils.values()) {
        for (let start = 0; start < samples.length; start += bite) {
          pupil.replay(samples.slice(start, start + bite), (id) => decided.get(id));
          await breath.take();
        }
      }
      for (const sample of samples) {
        if (decided.get(sample.decision)?.decision.source === 'policy') examples.add(sample);
      }
      learned += samples.length;
    }
    // Samples stand in the order in which they became known, but for clocks that differ a little.
    if (read.length < page) break;
  }
  return {
    learned,
    stateOf: (policy) => pupils.get(policy)?.state(point, policy),
    expects: await examples.fit(breath, signal),
  };
}

/** The last value of each place that was learned from. */
class Examples {
  readonly #last = new Map<string, PlaceExample>();

  add({ decision, position, features, value }: LearnedSample): void {
    if (features === undefined) return;
    const key = `${decision}/${position}`;
    // What was revised is the newest again.
    this.#last.delete(key);
    this.#last.set(key, { features, place: position, reward: value });
    if (this.#last.size <= mostExamples) return;
    for (const [oldest] of this.#last) {
      this.#last.delete(oldest);
      break;
    }
  }

  async fit(breath: Breath, signal?: AbortSignal): Promise<Expects | undefined> {
    const { size } = this.#last;
    return size === 0 ? undefined : await linearModel(this.#last.values(), size, breath, signal);
  }
}
