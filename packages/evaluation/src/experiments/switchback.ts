import { studentCritical } from '../statistics/index.ts';
import { carryOverOf } from './carry-over.ts';

/** What one unit did in one stretch of a switchback. */
export interface StretchValue {
  readonly arm: string;
  /** Total of what is measured, of the time that counts. */
  readonly value: number;
}

/** The stretches of a unit's blocks in the order of time, each block with every arm once; without gaps. */
export type UnitBlocks = readonly (readonly StretchValue[])[];

/** What an arm brings in a stretch more than the control does, over all units together. */
export interface SwitchbackEffect {
  /** Means of a stretch. */
  readonly control: number;
  readonly treatment: number;
  /** Treatment − control. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly standardError: number;
  readonly blocks: number;
  /** What is left in a stretch of the arm before it; absent where too few stretches could tell. */
  readonly carryOver?: CarryOver;
}

/** How much more a stretch brings after the treatment than after the control, whatever its own arm. */
export interface CarryOver {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a switchback lacks before its interval can be believed. */
export interface MissingBlocks {
  /** `active` are blocks in which something happened in one of the two arms. */
  readonly what: 'blocks' | 'active';
  readonly have: number;
  readonly need: number;
}

/** Below, the mean of so few differences is not normal enough, and their scatter not known. */
const least = { blocks: 10, active: 8 } as const;

/**
 * The effect of a switchback in randomised balanced blocks (see `stretchAt` of core): the mean over blocks of the
 * difference between the stretch of the treatment and that of the control,
 *
 *     D_b = Σ_u (Y_ub(treatment) − Y_ub(control)),   Δ = D̄,   Δ ± t_{B−1}·se
 *     V₀ = Σ_b (D_b − D̄)² / (B(B − 1)),   V₁ = V₀ + 2·Σ_b (D_b − D̄)(D_{b+1} − D̄) / (B(B − 1)),   se² = max(V₀, V₁)
 *
 * Each arm has the same probability in each stretch, and each block every arm once: so this is the Horvitz–Thompson
 * estimator of Bojinov, Simchi-Levi and Zhao (2023, "Design and Analysis of Switchback Experiments", section 2) for this
 * design, of which the level of sales cancels. Blocks are drawn apart from each other. Where what an arm does is over
 * within its stretch and the washout of the next, the D_b are independent given what would have been sold, however sales
 * follow each other by themselves, and V₀ is conservative: its expectation is the variance plus the scatter of the
 * effect between blocks (Neyman 1923; for pairs Imai 2008). Where the washout is too short and an arm reaches into the
 * next stretch, D_b and D_{b+1} hang together, and no others: V₁ is the variance of such a sequence (their section 4.2,
 * which has the same products of neighbours).
 *
 * Deviations: they flip a fair coin at each point of change and weigh by probabilities that a whole window had one arm;
 * here a block is balanced, and a washout takes the place of the window. Of V₀ and V₁ the larger is taken, which
 * makes intervals of few blocks wider than they need be. The quantile is Student's. What a washout lets through, δ, biases
 * Δ, by −δ/2 where there are two arms, and no variance cures that: `carryOver` tells it.
 *
 * @param units that took their turns apart, of the same blocks; the shop as one unit, or its articles
 * @param level probability with which the interval is to cover
 */
export function switchbackEffect(
  units: readonly UnitBlocks[],
  control: string,
  treatment: string,
  level = 0.95,
): SwitchbackEffect {
  const pairs = pairsOf(units, control, treatment);
  const blocks = pairs.length;
  const mean = (of: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / blocks;
  const value = mean(({ control, treatment }) => treatment - control);
  const off = pairs.map(({ control, treatment }) => treatment - control - value);
  const scatter = blocks * (blocks - 1);
  const apart = off.reduce((sum, each) => sum + each * each, 0) / scatter;
  const linked = off.slice(1).reduce((sum, each, i) => sum + each * (off[i] as number), 0) / scatter;
  const standardError = Math.sqrt(Math.max(apart, apart + 2 * linked));
  const margin = studentCritical(level, blocks - 1) * standardError;
  const carryOver = carryOverOf(units, control, treatment, value, level);
  return {
    control: mean((pair) => pair.control),
    treatment: mean((pair) => pair.treatment),
    value,
    low: value - margin,
    high: value + margin,
    level,
    standardError,
    blocks,
    ...(carryOver && { carryOver }),
  };
}

/** What a comparison of two arms lacks; empty when its effect can be told. */
export function missingBlocks(
  units: readonly UnitBlocks[],
  control: string,
  treatment: string,
): MissingBlocks[] {
  const pairs = pairsOf(units, control, treatment);
  const have = {
    blocks: pairs.length,
    active: pairs.filter((pair) => pair.control !== 0 || pair.treatment !== 0).length,
  };
  return (['blocks', 'active'] as const).flatMap((what) =>
    have[what] < least[what] ? [{ what, have: have[what], need: least[what] }] : [],
  );
}

interface Pair {
  readonly control: number;
  readonly treatment: number;
}

/** Of each block what all units did under the two arms. */
function pairsOf(units: readonly UnitBlocks[], control: string, treatment: string): readonly Pair[] {
  const blocks = Math.min(...units.map((unit) => unit.length));
  if (!Number.isFinite(blocks)) return [];
  const total = (block: number, arm: string) =>
    units.reduce((sum, unit) => sum + (unit[block]?.find((each) => each.arm === arm)?.value ?? 0), 0);
  return Array.from({ length: blocks }, (_, block) => ({
    control: total(block, control),
    treatment: total(block, treatment),
  }));
}
