import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  componentsOf,
  type Outcome,
  type Place,
  type RewardSpec,
  record,
  type Signal,
  worth,
} from './index.ts';

const place: Place = { shop: 's', point: 'p', decision: 'd', position: 0 };
const spec: RewardSpec = {
  weights: { click: 1, purchase: 5, margin: 4, return: -2 },
  purchase: 'line',
  wait: 1000,
  default: 0,
  window: 1e6,
  cap: 100,
  eager: true,
};
const at = 0;
const whole = { before: 0, after: 1 };

function play(signals: readonly Signal[], known?: Outcome): Outcome {
  let outcome = known;
  for (const signal of signals) outcome = record(spec, place, outcome, signal).outcome;
  return outcome as Outcome;
}

describe('the components of an outcome', () => {
  it('are kept apart, and the weights make one number of them', () => {
    const outcome = play([
      { kind: 'click', at },
      { kind: 'add_to_cart', at },
      { kind: 'purchase', at, amount: 1, margin: 0.4 },
      { kind: 'purchase', at, amount: 1, margin: 0.25 },
      { kind: 'refund', at, amount: 1, margin: 0.4, returned: { before: 0, after: 0.5 } },
    ]);
    expect(componentsOf(outcome)).toEqual({ click: 1, cart: 1, purchase: 2, margin: 0.45, return: 0.5 });
    // A click, one and a half lines, what is left of the margin, and half a return.
    expect(worth(spec, outcome)).toBeCloseTo(1 + 7.5 + 4 * 0.45 - 2 * 0.5, 12);
  });

  it('punish what comes back where a return has a weight, below nothing if need be', () => {
    const bought: Signal = { kind: 'purchase', at, amount: 1, margin: 0.5 };
    const back: Signal = { kind: 'refund', at, amount: 1, margin: 0.5, returned: whole };
    expect(worth(spec, play([bought]))).toBe(7);
    expect(worth(spec, play([bought, back]))).toBe(-2);
    expect(worth({ ...spec, weights: { purchase: 5, margin: 4 } }, play([bought, back]))).toBe(0);
  });

  it('count returns by pieces where the money tells another part', () => {
    const outcome = play([
      { kind: 'purchase', at, amount: 30, margin: 0.5 },
      { kind: 'refund', at, amount: 30, margin: 0.5, returned: { before: 0, after: 0.2 }, pieces: whole },
    ]);
    expect(outcome.orders).toEqual({ purchase: 1, margin: 0.4, return: 1 });
  });

  it('count the pieces of lines, and those that came back', () => {
    const bought: Signal = { kind: 'purchase', at, amount: 1, margin: 0.5, quantity: 3 };
    const back = (pieces: Signal['returned']): Signal => ({
      ...bought,
      kind: 'refund',
      ...(pieces && { pieces }),
    });
    expect(play([bought, bought]).orders?.pieces).toEqual({ bought: 6, back: 0 });
    const parts = [back({ before: 0, after: 1 / 3 }), back({ before: 1 / 3, after: 1 })];
    expect(play([bought, ...parts]).orders?.pieces).toEqual({ bought: 3, back: 3 });
    // Of what was kept before pieces were counted, each line is taken to have been one.
    const { orders: _, ...place } = play([{ kind: 'purchase', at, amount: 1 }]);
    const former = { ...place, orders: { purchase: 2, margin: 0, return: 0.5 } };
    expect(play([bought], former).orders?.pieces).toEqual({ bought: 5, back: 0.5 });
  });

  it('leave nothing of a margin whose line comes back in whatever parts', () => {
    const part = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
    const line = fc.record({
      margin: fc.double({ min: -1, max: 1, noNaN: true }),
      parts: fc.array(part, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const signals = lines.flatMap(({ margin, parts }): Signal[] => {
          const marks = [0, ...parts.sort((a, b) => a - b), 1];
          const steps = marks.slice(1).map((after, i) => ({ before: marks[i] ?? 0, after }));
          return [
            { kind: 'purchase', at, amount: 1, margin },
            ...steps.map((returned) => ({ kind: 'refund' as const, at, amount: 1, margin, returned })),
          ];
        });
        const outcome = play(signals);
        expect(outcome.orders).toEqual({ purchase: lines.length, margin: 0, return: lines.length });
        expect(worth({ ...spec, weights: { purchase: 5, margin: 4 } }, outcome)).toBe(0);
      }),
    );
  });

  it('are not asked of outcomes that were kept before there were any', () => {
    const former: Outcome = { ...place, seen: ['click'], earned: 5, revisions: 1, value: 6 };
    expect(worth(spec, former)).toBe(6);
    expect(componentsOf(former)).toEqual({ click: 1, cart: 0, purchase: 0, margin: 0, return: 0 });
    const { outcome, sample } = record(spec, place, former, {
      kind: 'purchase',
      at,
      amount: 1,
      margin: 0.5,
    });
    expect(sample).toMatchObject({ revision: 1, previous: 6, value: 13 });
    expect(outcome.orders).toEqual({ purchase: 1, margin: 0.5, return: 0 });
  });
});
