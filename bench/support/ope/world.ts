import { draw, normal, type Rng, seededRng } from '@armoire/core';
import type { FitModel, Row } from '@armoire/evaluation';
import { withModels } from './models.ts';

/** A world of contexts and actions in which everything is known. */
export interface World {
  readonly actions: number;
  context(rng: Rng): Float64Array;
  /** Probability of a reward of 1. */
  reward(context: Float64Array, action: number): number;
  logging(context: Float64Array): Float64Array;
  target(context: Float64Array): Float64Array;
}

export interface WorldOptions {
  readonly seed: number;
  readonly actions: number;
  readonly dimensions: number;
  /** Log odds of a reward around which contexts and actions spread. */
  readonly level?: number;
  /** How far the target is from the logging policy: π ∝ π₀·exp(tilt·q). */
  readonly tilt: number;
}

/**
 * The shape of Open Bandit Pipeline's synthetic data: standard normal contexts, log odds of a reward with linear terms
 * of context and action and their interaction, a logging policy that is a softmax of linear scores. The target leans
 * towards what earns more.
 */
export function syntheticWorld({ seed, actions, dimensions, level = 0, tilt }: WorldOptions): World {
  const rng = seededRng(seed, 'world');
  const numbers = (n: number, scale: number) => Float64Array.from({ length: n }, () => scale * normal(rng));
  const scale = 1 / Math.sqrt(dimensions);
  const shared = numbers(dimensions, scale);
  const own = numbers(actions, 0.5);
  const crossed = Array.from({ length: actions }, () => numbers(dimensions, scale));
  const scores = Array.from({ length: actions }, () => numbers(dimensions, scale));
  const reward = (x: Float64Array, a: number) =>
    1 / (1 + Math.exp(-(level + dot(x, shared) + (own[a] as number) + dot(x, crossed[a] as Float64Array))));
  const logging = (x: Float64Array) => softmax(scores.map((score) => dot(x, score)));
  return {
    actions,
    context: (own) => Float64Array.from({ length: dimensions }, () => normal(own)),
    reward,
    logging,
    target: (x) => softmax(Array.from(logging(x), (p, a) => Math.log(p) + tilt * reward(x, a))),
  };
}

export interface FiniteWorld extends World {
  /** What the target earns. */
  readonly value: number;
}

/** The same world with as few contexts as can be gone through, all as likely. */
export function finite(world: World, contexts: number, seed: number): FiniteWorld {
  const rng = seededRng(seed, 'contexts');
  const all = Array.from({ length: contexts }, () => world.context(rng));
  const value = all.reduce((sum, x) => sum + valueAt(world, x), 0) / contexts;
  return {
    ...world,
    value,
    context: (own) => all[Math.floor(own.next() * contexts)] as Float64Array,
  };
}

/** What the target earns in a context. */
export function valueAt(world: World, context: Float64Array): number {
  return world.target(context).reduce((sum, p, a) => sum + p * world.reward(context, a), 0);
}

/** The largest weight that can occur in the contexts that are drawn. */
export function largestWeight(world: World, draws: number, seed: number): number {
  const rng = seededRng(seed, 'weights');
  let largest = 0;
  for (let i = 0; i < draws; i++) {
    const x = world.context(rng);
    const [target, logging] = [world.target(x), world.logging(x)];
    for (let a = 0; a < world.actions; a++)
      largest = Math.max(largest, (target[a] as number) / (logging[a] as number));
  }
  return largest;
}

export interface Log {
  readonly rows: readonly Row[];
  readonly contexts: readonly Float64Array[];
  readonly chosen: readonly number[];
}

/** Rows that the logging policy leaves behind. */
export function logOf(world: World, n: number, seed: number): Log {
  const rng = seededRng(seed, 'log');
  const contexts: Float64Array[] = [];
  const chosen: number[] = [];
  const rows = Array.from({ length: n }, () => {
    const x = world.context(rng);
    const [logging, target] = [world.logging(x), world.target(x)];
    const action = draw(rng, logging);
    contexts.push(x);
    chosen.push(action);
    return {
      reward: rng.next() < world.reward(x, action) ? 1 : 0,
      propensity: logging[action] as number,
      target: target[action] as number,
    };
  });
  return { rows, contexts, chosen };
}

/** The rows with what models of context and action expect that know nothing of their interaction. */
export function modelled(world: World, { rows, contexts, chosen }: Log, fit: FitModel, seed: number): Row[] {
  const targets = contexts.map((x) => world.target(x));
  const choices = (i: number) => {
    const x = contexts[i] as Float64Array;
    const features = (a: number) => {
      const vector = new Float64Array(x.length + world.actions);
      vector.set(x);
      vector[x.length + a] = 1;
      return vector;
    };
    return { logged: chosen[i] as number, target: targets[i] as Float64Array, features };
  };
  return withModels(rows, choices, { fit, seed });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function softmax(scores: readonly number[]): Float64Array {
  const top = Math.max(...scores);
  const powers = Float64Array.from(scores, (score) => Math.exp(score - top));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}
