import { normal, type Rng, seededRng } from '@armoire/core';

/** What a world shows in one round. */
export interface Round {
  /** Features of each action. */
  readonly actions: readonly Float64Array[];
  /** The probability that an action is rewarded with 1; else it is 0. */
  readonly chances: Float64Array;
  /** The action that is chosen is rewarded where this is below its chance: the same for all who play the round. */
  readonly luck: number;
}

export interface ContextualWorld {
  readonly name: string;
  /** Number of features. The first is a constant 1. */
  readonly width: number;
  /** Seeds that a run needs for its interval to be short: more where rewards are rare. */
  readonly seeds: number;
  /** The rounds of a seed, always the same ones. */
  rounds(seed: number, rounds: number): Iterable<Round>;
}

/** Ten actions with ten normal features; the chance is linear in them: 0.35 ± 0.12. */
const linear: ContextualWorld = {
  name: 'linear',
  width: 11,
  seeds: 10,
  *rounds(seed, rounds) {
    const { weights, world } = streams(seed, 'linear', 10);
    for (let t = 0; t < rounds; t++) yield linearRound(world, weights());
  },
};

/** As the linear world, with other weights from half-way on. */
const drifting: ContextualWorld = {
  name: 'drifting',
  width: 11,
  seeds: 10,
  *rounds(seed, rounds) {
    const { weights, world, turn } = streams(seed, 'drifting', 10);
    for (let t = 0; t < rounds; t++) {
      if (t === Math.floor(rounds / 2)) turn();
      yield linearRound(world, weights());
    }
  },
};

/** Ten actions with eight normal features; the chance has their pairwise products too, which are given as features. */
const interactions: ContextualWorld = {
  name: 'interactions',
  width: 37,
  seeds: 10,
  *rounds(seed, rounds) {
    const { weights, world } = streams(seed, 'interactions', 36);
    for (let t = 0; t < rounds; t++) {
      yield round(world, 10, () => {
        const raw = gaussians(world, 8);
        const features = Float64Array.of(1, ...raw, ...pairs(raw));
        return { features, chance: clipped(0.35 + 0.12 * dot(weights(), features.subarray(1))) };
      });
    }
  },
};

const categories = 8;
const brands = 6;
const measures = 5;

/**
 * Fifty candidates a round that were never seen before and never come again, with a category, a brand and five
 * measures; clicked at 3 % when chosen at random, with log-odds linear in the features.
 */
const newCandidates: ContextualWorld = {
  name: 'new candidates',
  width: 1 + categories + brands + measures,
  seeds: 20,
  *rounds(seed, rounds) {
    const { weights, world } = streams(seed, 'new candidates', categories + brands + measures);
    for (let t = 0; t < rounds; t++) {
      yield round(world, 50, () => {
        const features = new Float64Array(1 + categories + brands + measures);
        features[0] = 1;
        features[1 + Math.floor(categories * world.next())] = 1;
        features[1 + categories + Math.floor(brands * world.next())] = 1;
        features.set(gaussians(world, measures), 1 + categories + brands);
        const odds = -3.65 + 0.6 * dot(weights(), features.subarray(1));
        return { features, chance: 1 / (1 + Math.exp(-odds)) };
      });
    }
  },
};

export const contextualWorlds: readonly ContextualWorld[] = [linear, interactions, drifting, newCandidates];

/** Streams of a seed: one for what is shown, one for the weights, which {@link turn} draws anew. */
function streams(seed: number, name: string, width: number) {
  const rng = seededRng(seed, `${name}: weights`);
  let weights = direction(rng, width);
  const turn = () => {
    weights = direction(rng, width);
  };
  return { weights: () => weights, world: seededRng(seed, `${name}: rounds`), turn };
}

function linearRound(world: Rng, weights: Float64Array): Round {
  return round(world, 10, () => {
    const features = Float64Array.of(1, ...gaussians(world, weights.length));
    return { features, chance: clipped(0.35 + 0.12 * dot(weights, features.subarray(1))) };
  });
}

function round(world: Rng, size: number, action: () => { features: Float64Array; chance: number }): Round {
  const actions: Float64Array[] = [];
  const chances = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const { features, chance } = action();
    actions.push(features);
    chances[i] = chance;
  }
  return { actions, chances, luck: world.next() };
}

/** A point on the unit sphere. */
function direction(rng: Rng, width: number): Float64Array {
  const drawn = gaussians(rng, width);
  const length = Math.sqrt(dot(drawn, drawn));
  return drawn.map((x) => x / length);
}

function gaussians(rng: Rng, size: number): Float64Array {
  return Float64Array.from({ length: size }, () => normal(rng));
}

function pairs(raw: Float64Array): number[] {
  const products: number[] = [];
  for (let i = 0; i < raw.length; i++)
    for (let j = 0; j < i; j++) products.push((raw[i] as number) * (raw[j] as number));
  return products;
}

function clipped(chance: number): number {
  return Math.min(Math.max(chance, 0.01), 0.99);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
}
