import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, seededRng } from '../../random/index.ts';
import {
  continuationCells,
  fitContinuation,
  fitPositions,
  type PlacedClick,
  positionCells,
  uniformOver,
} from '../index.ts';

const liked = [0.6, 0.5, 0.4, 0.3, 0.2];
const looked = [1, 0.7, 0.4];

/** A log of slates of three, by a policy that prefers what is liked, with some chance. */
function log(decisions: number, seed: number): PlacedClick[] {
  const rng = seededRng(seed, 'clicks');
  const rows: PlacedClick[] = [];
  for (let d = 0; d < decisions; d++) {
    const prefix: number[] = [];
    for (const [position, examined] of looked.entries()) {
      const weights = liked.map((like, i) => (prefix.includes(i) ? 0 : like ** 2));
      const mass = weights.reduce((a, b) => a + b, 0);
      const p = uniformOver(liked.length, prefix).map(
        (u, i) => 0.3 * u + 0.7 * ((weights[i] as number) / mass),
      );
      const i = draw(rng, p);
      const click = rng.next() < examined * (liked[i] as number);
      rows.push({ action: `a${i}`, position, propensity: p[i] as number, click });
      prefix.push(i);
    }
  }
  return rows;
}

describe('examination by position', () => {
  it('is found again, whatever the policy puts where', () => {
    const fit = fitPositions(positionCells(log(30_000, 1)));
    expect(fit.map(({ position }) => position)).toEqual([0, 1, 2]);
    for (const [k, { examination, low, high }] of fit.entries()) {
      expect(examination).toBeCloseTo(looked[k] as number, 1);
      expect(low).toBeLessThanOrEqual(looked[k] as number);
      expect(high).toBeGreaterThanOrEqual(looked[k] as number);
    }
    // What a mere click rate says: too little of the last place, where the best is gone already.
    const rate = (k: number) => {
      const rows = log(30_000, 1).filter(({ position }) => position === k);
      return rows.filter(({ click }) => click).length / rows.length;
    };
    expect(rate(2) / rate(0)).toBeLessThan(fit[2]?.low ?? 0);
  });

  it('has intervals that hold it as often as they say', () => {
    let held = 0;
    const logs = 300;
    for (let seed = 0; seed < logs; seed++) {
      const [, second] = fitPositions(positionCells(log(400, 100 + seed)));
      if (second !== undefined && second.low <= 0.7 && 0.7 <= second.high) held++;
    }
    expect(held / logs).toBeGreaterThan(0.91);
    expect(held / logs).toBeLessThan(0.99);
  });

  it('is a function of sums: parts of a log add up', () => {
    const rows = log(200, 5);
    const whole = fitPositions(positionCells(rows));
    fc.assert(
      fc.property(fc.nat(rows.length), (cut) => {
        const parts = fitPositions(positionCells(rows.slice(cut), positionCells(rows.slice(0, cut))));
        for (const [k, { examination, low }] of parts.entries()) {
          expect(examination).toBeCloseTo(whole[k]?.examination ?? 0, 9);
          expect(low).toBeCloseTo(whole[k]?.low ?? 0, 9);
        }
      }),
    );
  });

  it('says nothing of places that share no action with the first, or have no propensity', () => {
    const row = { action: 'a', position: 0, propensity: 0.5, click: true };
    expect(fitPositions(positionCells([row, { ...row, action: 'b', position: 1 }]))).toHaveLength(1);
    expect(fitPositions(positionCells([row, { ...row, position: 1, propensity: 0 }]))).toHaveLength(1);
    expect(fitPositions([])).toEqual([]);
  });
});

describe('continuation after a click', () => {
  it('is found again where below every click something would be clicked on', () => {
    const rng = seededRng(3, 'cascade');
    const slates = Array.from({ length: 5000 }, () => {
      const clicks = [];
      for (let k = 0; k < 3; k++) {
        clicks.push(k);
        if (rng.next() >= ([0.6, 0.3, 0][k] as number)) break;
      }
      return clicks;
    });
    const half = continuationCells(slates.slice(2500), continuationCells(slates.slice(0, 2500)));
    expect(half).toEqual(continuationCells(slates));
    for (const { position, continuation, low, high } of fitContinuation(half)) {
      const truth = [0.6, 0.3, 0][position] as number;
      expect(continuation).toBeCloseTo(truth, 1);
      expect(low).toBeLessThanOrEqual(truth + 1e-9);
      expect(high).toBeGreaterThanOrEqual(truth);
    }
  });

  it('is none for a cascade, and unknown without clicks', () => {
    expect(fitContinuation(continuationCells([[1], [1], []]))).toMatchObject([
      { position: 1, continuation: 0, clicks: 2 },
    ]);
    expect(fitContinuation(continuationCells([[]]))).toEqual([]);
  });
});
