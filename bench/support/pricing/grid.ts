import { atLeast, atMost, type Bar } from '../report.ts';
import { type Contestant, learner, learnerNames, tuned } from './field.ts';
import type { Claim } from './holm.ts';
import { type Article, compete, differences, score, slope, type Trial } from './trial.ts';
import { type WorldFamily, worldFamilies } from './worlds.ts';

export interface GridSetting {
  readonly seeds: number;
  readonly periods: number;
  /** Seeds that baselines are tuned on. */
  readonly validation: number;
  /** Articles of real shops; all that there are unless given. */
  readonly articles?: number;
  say(text: string): void;
}

export interface Part {
  readonly figures: Record<string, number>;
  readonly bars: readonly Bar[];
  readonly claims: readonly Claim[];
}

/** Seeds from 1 on: ours was fixed, and baselines are tuned, on those from 1001 on. */
const firstValidation = 1_001;

/** How far behind a baseline is still not behind: a share of what there is to be learned. */
const margin = -0.02;

/**
 * Learner families on demand worlds. On the diagonal, a learner of the world's kind in a stationary world, the score and
 * the slope have bars of their own; off it, each learner is compared with each baseline.
 */
export function grid(setting: GridSetting, families: readonly WorldFamily[] = worldFamilies): Part {
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  const claims: Claim[] = [];
  for (const family of families) {
    const trial = compete(articlesOf(family, 1, family.weight * setting.seeds, setting), {
      ...Object.fromEntries(learnerNames.map((name) => [`thompson ${name}`, learner(name)])),
      ...tunedOn(family, setting),
    });
    report(family.name, trial, setting, figures);
    for (const name of learnerNames) {
      const ours = `thompson ${name}`;
      if (family.stationary && name === family.kind) {
        const last = score(trial, ours, setting.periods);
        bars.push(atLeast(`${family.name}: ${ours}, score at ${setting.periods}`, last, 0.9));
        const steep = slope(trial, ours, setting.periods / 10, setting.periods);
        bars.push(atMost(`${family.name}: ${ours}, slope of regret`, steep, 0.55));
      } else claims.push(...claimsOf(family.name, trial, ours, setting.periods));
    }
  }
  return { figures, bars, claims };
}

function articlesOf(
  family: WorldFamily,
  first: number,
  count: number,
  { periods }: Pick<GridSetting, 'periods'>,
): Article[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = first + i;
    return { seed, world: { ...family.make(seed), periods } };
  });
}

function tunedOn(family: WorldFamily, setting: GridSetting): Readonly<Record<string, Contestant>> {
  return tuned(articlesOf(family, firstValidation, setting.validation, setting));
}

/** That a learner is not behind any baseline. */
export function claimsOf(where: string, trial: Trial, ours: string, period: number): Claim[] {
  return [...trial.contestants.keys()]
    .filter((name) => !name.startsWith('thompson '))
    .map((other) => ({
      name: `${where}: ${ours} beside ${other}`,
      differences: differences(trial, ours, other, period),
      above: margin,
    }));
}

/** Scores of everybody at 50, 200 and 1,000 periods, as far as there are so many. */
export function report(
  where: string,
  trial: Trial,
  { periods, say }: Pick<GridSetting, 'periods' | 'say'>,
  figures: Record<string, number>,
): void {
  const marks = [50, 200, 1_000].filter((mark) => mark <= periods);
  say(`${where} (${trial.oracle.length} articles)`);
  for (const name of trial.contestants.keys()) {
    if (name === 'uniform') continue;
    const scores = marks.map((mark) => score(trial, name, mark));
    say(`  ${name.padEnd(24)}${scores.map((each) => each.toFixed(3).padStart(9)).join('')}`);
    for (const [i, mark] of marks.entries()) figures[`${where}: ${name} at ${mark}`] = scores[i] as number;
  }
}
