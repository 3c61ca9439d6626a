import { ArmoireError, minute, second } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { type ArmoireConfig, resolveConfig } from './index.ts';

const pointOf = (point: object) =>
  resolveConfig({
    shops: [{ id: 'lamps', currency: 'EUR', points: { home: { kind: 'shelf', ...point } } }],
  } as ArmoireConfig).shops[0]?.points.home;

function fault(point: object): string {
  try {
    pointOf(point);
  } catch (error) {
    if (error instanceof ArmoireError) return error.message;
  }
  throw new Error('The configuration was taken');
}

describe('a point', () => {
  it('holds nobody out, and keeps its answers steady, unless it is told otherwise', () => {
    expect(pointOf({})).toMatchObject({ holdout: 0, steady: 2 * minute });
    expect(pointOf({ holdout: 0.05, steady: '30s' })).toMatchObject({ holdout: 0.05, steady: 30 * second });
    expect(pointOf({ steady: 0 })).toMatchObject({ steady: 0 });
  });

  it('refuses a holdout that is no share of at most a half, and answers that stand too long', () => {
    for (const holdout of [-0.1, 0.6, 5]) expect(fault({ holdout })).toContain('holdout');
    expect(fault({ steady: '31m' })).toContain('30m or less');
    expect(fault({ steddy: '1m' })).toContain('did you mean steady?');
    expect(fault({ holdOut: 0.05 })).toContain('did you mean holdout?');
  });

  it('weighs the components of its outcomes, and says which one was meant', () => {
    const weights = { click: 1, purchase: 5, margin: 4, return: -2 };
    expect(pointOf({ reward: { weights } })?.reward.weights).toEqual(weights);
    expect(fault({ reward: { weights: { margn: 1 } } })).toContain('did you mean margin?');
    expect(fault({ reward: { weights: { returns: -1 } } })).toContain('did you mean return?');
  });
});
