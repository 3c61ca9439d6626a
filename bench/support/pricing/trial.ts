import { uniform } from '@armoire/core';
import type { PricingWorldOptions } from '@armoire/evaluation';
import type { Contestant } from './field.ts';
import { oracle } from './oracle.ts';
import { playPricing } from './play.ts';

/** What everybody earned on the articles of a family, each over what the oracle earned in all periods. */
export interface Trial {
  readonly oracle: readonly Float64Array[];
  readonly uniform: readonly Float64Array[];
  readonly contestants: ReadonlyMap<string, readonly Float64Array[]>;
}

export interface Article {
  readonly world: PricingWorldOptions;
  readonly seed: number;
}

/** Everybody on the same articles, with the same starts and the same luck. */
export function compete(
  articles: readonly Article[],
  contestants: Readonly<Record<string, Contestant>>,
): Trial {
  const found = new Map(Object.keys(contestants).map((name): [string, Float64Array[]] => [name, []]));
  const best: Float64Array[] = [];
  const chance: Float64Array[] = [];
  for (const { world, seed } of articles) {
    const most = oracle(world, seed);
    const scale = Math.abs(most.at(-1) ?? 0) || 1;
    const scaled = (earned: Float64Array) => earned.map((each) => each / scale);
    best.push(scaled(most));
    chance.push(scaled(playPricing(world, uniform(), seed).cumulative));
    for (const [name, make] of Object.entries(contestants))
      found.get(name)?.push(scaled(playPricing(world, make(world), seed).cumulative));
  }
  return { oracle: best, uniform: chance, contestants: found };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** What there is to be learned until a period: (oracle − uniform), on average. */
function room({ oracle: best, uniform: chance }: Trial, period: number): number {
  return mean(best.map((each, i) => (each[period - 1] ?? 0) - (chance[i]?.[period - 1] ?? 0)));
}

/** (policy − uniform) / (oracle − uniform) until a period, as a ratio of averages. */
export function score(trial: Trial, name: string, period: number): number {
  const earned = trial.contestants.get(name) ?? [];
  const gain = mean(earned.map((each, i) => (each[period - 1] ?? 0) - (trial.uniform[i]?.[period - 1] ?? 0)));
  return gain / room(trial, period);
}

/** Slope of log regret over log time, between two periods. */
export function slope(trial: Trial, name: string, from: number, to: number): number {
  const earned = trial.contestants.get(name) ?? [];
  const regret = (period: number) =>
    mean(earned.map((each, i) => (trial.oracle[i]?.[period - 1] ?? 0) - (each[period - 1] ?? 0)));
  return Math.log(regret(to) / regret(from)) / Math.log(to / from);
}

/** Paired differences of two contestants until a period, over what there is to be learned. */
export function differences(trial: Trial, name: string, other: string, period: number): readonly number[] {
  const scale = room(trial, period);
  const others = trial.contestants.get(other) ?? [];
  return (trial.contestants.get(name) ?? []).map(
    (each, i) => ((each[period - 1] ?? 0) - (others[i]?.[period - 1] ?? 0)) / scale,
  );
}
