import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { season, turned } from './choice.ts';
import { shopper, simulatedPrefix } from './shoppers.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;

describe('drift', () => {
  const still = storefrontWorld({ seed: 1, at });
  const turning = storefrontWorld({ seed: 1, at, settings: { drift: Math.PI / 2 } });

  it('begins in the same world as none', () => {
    expect(shopper(turning, 3, at)).toEqual(shopper(still, 3, at));
    expect(turned(turning, at)({ from: 0.5, to: 2 })).toBe(0.5);
  });

  it('turns tastes and fashions into others, and by half a turn into their opposites', () => {
    const value = (days: number) => turned(turning, at + days * day)({ from: 0.5, to: 2 });
    expect(value(30)).toBeCloseTo(2, 12);
    expect(value(60)).toBeCloseTo(-0.5, 12);
    expect(turned(still, at + 60 * day)({ from: 0.5, to: 2 })).toBe(0.5);
    const later = shopper(turning, 3, at + 30 * day);
    expect(later.taste).not.toEqual(shopper(turning, 3, at).taste);
    expect(later).toMatchObject({ name: shopper(turning, 3, at).name, consent: true });
  });

  it('keeps qualities as different as they were', () => {
    const qualities = [...turning.articles.values()].map(({ quality }) => quality);
    const variance = (days: number) => {
      const now = turned(turning, at + days * day);
      return qualities.reduce((sum, quality) => sum + now(quality) ** 2, 0) / qualities.length;
    };
    // 120 squares of N(0, ½): a mean of 0.5 with a deviation of 0.065.
    for (const days of [0, 10, 20, 30]) expect(Math.abs(variance(days) - 0.5)).toBeLessThan(0.26);
  });
});

describe('seasons', () => {
  const heights = (settings: { season?: number }) =>
    storefrontWorld({ seed: 1, at, settings }).aisles.map((aisle) => Math.abs(season(aisle, at)));

  it('are as high as they are set', () => {
    const usual = heights({});
    expect(Math.max(...usual)).toBeGreaterThan(0.1);
    expect(heights({ season: 0 })).toEqual(usual.map(() => 0));
    for (const [i, height] of heights({ season: 2 }).entries())
      expect(height).toBeCloseTo(2 * (usual[i] as number), 12);
  });
});

it('shoppers say that they are simulated, and of which segment', () => {
  const world = storefrontWorld({ seed: 1, at });
  const names = new Set(Array.from({ length: 50 }, (_, n) => shopper(world, n, at).name));
  expect(names.size).toBe(50);
  for (const name of names) {
    expect(name.startsWith(simulatedPrefix)).toBe(true);
    expect(world.segments.some((segment) => name.includes(`-${segment.name}-`))).toBe(true);
  }
});
