import { describe, expect, it } from 'vitest';
import { candidateSet } from '../decisions/index.ts';
import { proposalsOf } from './proposals.ts';

const names = ['ranker', 'affinity', 'trending', 'own'];
const told = (inputs: readonly number[]) => {
  const entry = { id: 'a', inputs };
  return proposalsOf(candidateSet('shop', 'f', 1, names, [entry]))(entry);
};

describe('the reasons of a proposed product', () => {
  it('name the sources that proposed it, and nothing about the person', () => {
    expect(told([0.5, 1, 0, 0.25])).toEqual([
      { code: 'ranker', value: 0.5 },
      { code: 'own', value: 0.25 },
    ]);
    expect(proposalsOf(candidateSet('shop', 'f', 1, names, []))({ id: 'b' })).toEqual([]);
  });

  it('keep values that are no 64ths as they are', () => {
    expect(told([1, 0, 1 / 3, 7])).toEqual([
      { code: 'ranker', value: 1 },
      { code: 'trending', value: 1 / 3 },
      { code: 'own', value: 7 },
    ]);
  });
});
