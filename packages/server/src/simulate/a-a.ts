import { assign, manualClock } from '@armoire/core';
import { compareArms, finished, sampleRatio, simulate, storefrontWorld } from '@armoire/evaluation';
import { type ExperimentOptions, learner, worldFor } from './experiment.ts';

export interface CoverageOptions
  extends Pick<ExperimentOptions, 'products' | 'drift' | 'behaviour' | 'seed' | 'progress'> {
  /** Experiments, with the seeds `seed`, `seed + 1`, … */
  readonly seeds: number;
  /** Sessions of each. */
  readonly sessions: number;
}

export interface Coverage {
  readonly experiments: number;
  readonly covered: number;
  readonly share: number;
  /** Between which a share of 95 % may lie by chance. */
  readonly expected: readonly [low: number, high: number];
  readonly holds: boolean;
  /** Experiments whose arms had not the sizes that were asked for. */
  readonly mismatches: number;
}

const arms = [
  { name: 'a', weight: 1 },
  { name: 'b', weight: 1 },
] as const;

/**
 * Compares a shop with itself, many times: shoppers are assigned to two arms by hash, both arms ask the same learner, so
 * that in truth nothing differs, and an interval of 95 % for the difference of clicks a shopper should cover zero in 95
 * of 100 experiments.
 */
export async function coverageOfNothing(options: CoverageOptions): Promise<Coverage> {
  const { seeds, seed: first, sessions, progress = () => {} } = options;
  let covered = 0;
  let mismatches = 0;
  for (let n = 0; n < seeds; n++) {
    const seed = (first + n) % 2 ** 32;
    const world = storefrontWorld({ ...worldFor(options), seed });
    const clock = manualClock(world.at);
    const { shoppers } = await finished(
      simulate({ shop: await learner(world, clock), world, sessions, seed, clock }),
    );
    const units = { a: [] as { y: number; x: number }[], b: [] as { y: number; x: number }[] };
    for (const [name, { clicks }] of shoppers) {
      const arm = assign(`a/a ${seed}`, name, arms).name as 'a' | 'b';
      units[arm].push({ y: clicks, x: 1 });
    }
    const { low, high } = compareArms(units.a, units.b);
    if (low <= 0 && high >= 0) covered++;
    if (sampleRatio(arms, { a: units.a.length, b: units.b.length }).mismatch) mismatches++;
    progress(`${n + 1} of ${seeds} experiments`);
  }
  const share = covered / seeds;
  const expected = expectedShare(seeds);
  const holds = share >= expected[0] && share <= expected[1] && mismatches === 0;
  return { experiments: seeds, covered, share, expected, holds, mismatches };
}

/** 91 to 98 % of 200 experiments, −2.6 … +1.9 binomial deviations; wider for fewer. */
function expectedShare(seeds: number): readonly [number, number] {
  const wider = Math.sqrt(200 / seeds);
  return [Math.max(0.95 - 0.04 * wider, 0), Math.min(0.95 + 0.03 * wider, 1)];
}
