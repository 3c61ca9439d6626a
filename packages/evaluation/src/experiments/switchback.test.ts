import { type Rng, type Switchback, seededRng, stretchAt } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { type PricingRound, type PricingWorldOptions, pricingWorld } from '../simulators/index.ts';
import { missingBlocks, type SwitchbackEffect, switchbackEffect, type UnitBlocks } from './index.ts';

const periodsHeld = 4;
const washout = 1;

function designOf(layer: string, hold = periodsHeld, away = washout): Switchback {
  return { layer, arms: ['own', 'other'], unit: 'shop', slot: 1, hold, washout: away, from: 0 };
}

interface Played {
  readonly unit: UnitBlocks;
  /** What the treatment was expected to bring more in a stretch, over all stretches. */
  readonly truth: number;
}

const place = ({ rungs }: PricingRound, factor: number): number =>
  rungs.reduce(
    (best, each, i) => (Math.abs(each - factor) < Math.abs((rungs[best] ?? 9) - factor) ? i : best),
    0,
  );

/** Plays a world whose prices take turns, and gathers what counts. */
function play(
  options: PricingWorldOptions,
  design: Switchback,
  factors: Readonly<Record<string, number>>,
  seed: number,
): Played {
  const world = pricingWorld(options);
  const blocks: { arm: string; value: number }[][] = [];
  const [control = 1, treatment = 1] = design.arms.map((arm) => factors[arm] ?? 1);
  let truth = 0;
  let round: PricingRound | undefined = world.reset({ seed });
  while (round !== undefined) {
    const { period } = round;
    const stretch = stretchAt(design, 'article', period);
    if (stretch === undefined) throw new Error('no stretch');
    const step = world.step(place(round, factors[stretch.arm] ?? 1));
    const block = blocks[stretch.block] ?? [];
    blocks[stretch.block] = block;
    const each = block[stretch.place] ?? { arm: stretch.arm, value: 0 };
    block[stretch.place] = each;
    if (period >= stretch.counts) {
      each.value += step.reward;
      const at = (factor: number) => step.info.ladder[options.ladder.indexOf(factor)] ?? 0;
      truth += at(treatment) - at(control);
    }
    round = step.observation;
  }
  return { unit: blocks, truth: truth / (2 * blocks.length) };
}

const world: PricingWorldOptions = {
  curve: { kind: 'log-linear', elasticity: 2 },
  level: 6,
  cost: 0.4,
  ladder: [0.7, 0.9, 1, 1.1],
  periods: 30 * 2 * periodsHeld,
  dispersion: 3,
  season: { length: 56, level: 0.4, elasticity: 0.2 },
  drift: { level: 0.03, elasticity: 0.01 },
};

/** How often intervals of so many worlds hold the truth. */
function covered(seeds: number, of: (seed: number) => { effect: SwitchbackEffect; truth: number }): number {
  let held = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const { effect, truth } = of(seed);
    if (effect.low <= truth && truth <= effect.high) held++;
  }
  return held / seeds;
}

const seeds = 400;
/** 95 % less three standard errors of so many trials. */
const bar = 0.95 - 3 * Math.sqrt((0.95 * 0.05) / seeds);

describe('a switchback in the pricing simulator', () => {
  it.each([
    ['as it is', {}],
    ['with buyers who wait', { patient: { share: 0.4, periods: 3, until: 0.8 } }],
    ['with a rival that wanders', { rival: { cross: 0.8, start: 1, behaviour: 'wandering' } }],
  ] as const)('covers zero where both arms are the same: %s', (_, more) => {
    const found = covered(seeds, (seed) => {
      const { unit } = play({ ...world, ...more }, designOf(`a/a ${seed}`), {}, seed);
      return { effect: switchbackEffect([unit], 'own', 'other'), truth: 0 };
    });
    expect(found).toBeGreaterThan(bar);
    expect(found).toBeLessThan(0.995);
  });

  it('covers what another price is worth, in a world with season and drift', () => {
    const found = covered(seeds, (seed) => {
      const { unit, truth } = play(world, designOf(`a/b ${seed}`), { own: 1, other: 0.9 }, seed);
      return { effect: switchbackEffect([unit], 'own', 'other'), truth };
    });
    expect(found).toBeGreaterThan(bar);
  });

  it('covers it with articles that take turns apart, and is surer than one of them', () => {
    let [alone, together] = [0, 0];
    const found = covered(60, (seed) => {
      const played = Array.from({ length: 6 }, (_, i) =>
        play(world, designOf(`${seed} article ${i}`), { own: 1, other: 0.9 }, 100 * seed + i),
      );
      const effect = switchbackEffect(
        played.map(({ unit }) => unit),
        'own',
        'other',
      );
      together += effect.standardError / effect.control;
      const one = switchbackEffect(
        played.slice(0, 1).map(({ unit }) => unit),
        'own',
        'other',
      );
      alone += one.standardError / one.control;
      return { effect, truth: played.reduce((sum, { truth }) => sum + truth, 0) };
    });
    expect(found).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 60));
    expect(together).toBeLessThan(alone / 2);
  });

  it('is misled by buyers who wait only without a washout', () => {
    const patient = { share: 0.5, periods: 3, until: 0.8 };
    const options = { ...world, patient, periods: 40 * 2 * 8 };
    const factors = { own: 1.1, other: 0.7 };
    // What each price brings where it stands for good: nobody is left over from the other one.
    const steady = (factor: number, seed: number) =>
      play(options, designOf('steady', 8, 3), { own: factor, other: factor }, seed)
        .unit.flat()
        .reduce((sum, { value }) => sum + value, 0) / 80;
    const bias = (away: number) => {
      let [sum, of] = [0, 0];
      for (let seed = 1; seed <= 40; seed++) {
        const { unit } = play(options, designOf(`patient ${seed}`, 8, away), factors, seed);
        const counted = (8 - away) / 5;
        const truth = (steady(0.7, seed) - steady(1.1, seed)) * counted;
        sum += switchbackEffect([unit], 'own', 'other').value - truth;
        of += steady(1.1, seed) * counted;
      }
      return sum / of;
    };
    expect(Math.abs(bias(3))).toBeLessThan(0.03);
    expect(bias(0)).toBeGreaterThan(0.1);
  });
});

/** Blocks of a level with noise, an effect, and what an arm leaves for the stretch after it. */
function invented(
  blocks: number,
  rng: Rng,
  effect: number,
  left: number,
  arms: readonly string[],
): UnitBlocks {
  let before = 'own';
  return Array.from({ length: blocks }, () =>
    [...arms]
      .map((arm) => ({ arm, by: rng.next() }))
      .sort((a, b) => a.by - b.by)
      .map(({ arm }) => {
        const carried = before === 'other' ? left : 0;
        before = arm;
        return { arm, value: 20 + 6 * (rng.next() - 0.5) + (arm === 'other' ? effect : 0) + carried };
      }),
  );
}

describe('the estimate', () => {
  const blocks: UnitBlocks = Array.from({ length: 10 }, (_, i) => [
    { arm: 'own', value: 10 + i },
    { arm: 'other', value: 12 + i + (i % 2) },
  ]);

  it('is the mean difference within blocks, with the variance of a neighbourly sequence', () => {
    // D = 2, 3, 2, 3 …: neighbours differ, so that the variance of independent blocks is the larger one.
    const { value, standardError, control, treatment, low, high } = switchbackEffect(
      [blocks],
      'own',
      'other',
    );
    expect([value, control, treatment]).toEqual([2.5, 14.5, 17]);
    expect(standardError).toBeCloseTo(Math.sqrt((10 * 0.25) / 90), 12);
    expect((high - low) / 2).toBeCloseTo(2.262157 * standardError, 5);
    // D = 2 five times, then 3 five times: eight neighbours agree, one pair does not.
    const drifting = blocks.map(([own], i) => [
      own as (typeof blocks)[0][0],
      { arm: 'other', value: 12 + i + (i < 5 ? 0 : 1) },
    ]);
    const linked = switchbackEffect([drifting], 'own', 'other');
    expect(linked.standardError).toBeCloseTo(Math.sqrt((10 * 0.25 + 2 * (8 - 1) * 0.25) / 90), 12);
  });

  it.each([[['own', 'other']], [['own', 'other', 'third']]])(
    'tells what an arm of %j leaves behind, and that nothing is left',
    (arms) => {
      const mean = (left: number) => {
        let [sum, sure] = [0, 0];
        for (let seed = 1; seed <= 60; seed++) {
          const unit = invented(20 * arms.length ** 2, seededRng(seed, 'left'), 3, left, arms);
          const found = switchbackEffect([unit], 'own', 'other').carryOver;
          sum += found?.value ?? Number.NaN;
          sure += Number((found?.low ?? 0) <= left && left <= (found?.high ?? 0));
        }
        return { mean: sum / 60, sure: sure / 60 };
      };
      for (const left of [0, 2]) {
        const found = mean(left);
        expect(Math.abs(found.mean - left)).toBeLessThan(0.25);
        expect(found.sure).toBeGreaterThan(0.85);
      }
    },
  );

  it('is refused where there are few blocks, or nothing is sold', () => {
    expect(missingBlocks([blocks], 'own', 'other')).toEqual([]);
    expect(missingBlocks([blocks.slice(0, 9)], 'own', 'other')).toEqual([
      { what: 'blocks', have: 9, need: 10 },
    ]);
    const silent = blocks.map((block) => block.map(({ arm }) => ({ arm, value: 0 })));
    expect(missingBlocks([silent], 'own', 'other')).toEqual([{ what: 'active', have: 0, need: 8 }]);
    expect(missingBlocks([], 'own', 'other')).toHaveLength(2);
  });
});
