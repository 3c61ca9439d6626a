import { expect, it } from 'vitest';
import { seededEntropy } from './entropy.ts';

it('makes the same ids and seeds of the same seed, others of another', () => {
  const made = (seed: number) => {
    const entropy = seededEntropy(seed);
    return [entropy.id(5), entropy.seed(), entropy.id(5), entropy.seed()];
  };
  expect(made(1)).toEqual(made(1));
  expect(new Set([...made(1), ...made(2)]).size).toBe(8);
});

it('makes ids that sort by time, then by their making', () => {
  const entropy = seededEntropy(3);
  const ids = [0, 1, 1, 1_704_067_200_000, 1_704_067_200_001].map((at) => entropy.id(at));
  expect([...ids].sort()).toEqual(ids);
});

it('makes seeds of 32 bits', () => {
  const entropy = seededEntropy(4);
  for (let i = 0; i < 1000; i++) expect(entropy.seed()).toSatisfy((s: number) => s === s >>> 0);
});
