import { describe, expect, it } from 'vitest';
import { bernoulliBandit } from './bernoulli.ts';
import { linearBandit } from './linear.ts';

describe('bernoulli arms', () => {
  it('pay with their probabilities', () => {
    const world = bernoulliBandit([0.1, 0.9], 4000);
    world.reset({ seed: 1 });
    const sums = [0, 0];
    for (let i = 0; i < 4000; i++) sums[i % 2] = (sums[i % 2] as number) + world.step(i % 2).reward;
    // Five deviations of a mean of 2,000: √(0.09/2000)·5 = 0.034.
    expect(Math.abs((sums[0] as number) / 2000 - 0.1)).toBeLessThan(0.034);
    expect(Math.abs((sums[1] as number) / 2000 - 0.9)).toBeLessThan(0.034);
  });

  it('end at the horizon, and take no more', () => {
    const world = bernoulliBandit([0.5], 2);
    expect(() => world.step(0)).toThrow(/no arm/);
    world.reset({ seed: 1 });
    expect(world.step(0)).toMatchObject({
      terminated: false,
      truncated: false,
      info: { expected: 0.5, best: 0.5 },
    });
    expect(world.step(0)).toMatchObject({ truncated: true, observation: undefined });
    expect(() => world.step(0)).toThrow(/no arm/);
  });
});

describe('linear arms', () => {
  const options = { weights: [1, -2], arms: 3, noise: 0.1, horizon: 100 };

  it('are worth θ·x', () => {
    const world = linearBandit({ ...options, noise: 0 });
    const { arms } = world.reset({ seed: 3 });
    const worths = arms.map(([a = 0, b = 0]) => a - 2 * b);
    const { reward, info } = world.step(1);
    expect(reward).toBeCloseTo(worths[1] as number, 12);
    expect(info.best).toBeCloseTo(Math.max(...worths), 12);
  });

  it('are offered the same, and pay the same, for the same seed', () => {
    const run = (seed: number) => {
      const world = linearBandit(options);
      const first = world.reset({ seed });
      return [first, ...Array.from({ length: 10 }, () => world.step(0))];
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('are offered whatever was pulled', () => {
    const offered = (arm: number) => {
      const world = linearBandit(options);
      world.reset({ seed: 1 });
      return Array.from({ length: 5 }, () => world.step(arm).observation?.arms);
    };
    expect(offered(0)).toEqual(offered(2));
  });
});
