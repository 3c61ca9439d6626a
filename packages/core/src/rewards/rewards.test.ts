import { type EventKind, itemEventKinds } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  close,
  type Outcome,
  type Place,
  type RewardSpec,
  record,
  type Sample,
  type Signal,
  toDomain,
  worth,
} from './index.ts';

const place: Place = { shop: 's', point: 'p', decision: 'd', position: 0 };
const spec: RewardSpec = {
  weights: { view: 0.1, click: 1, add_to_cart: 3, remove_from_cart: -2, purchase: 10 },
  purchase: 'revenue',
  wait: 1000,
  default: 0,
  window: 1e6,
  cap: 500,
  eager: true,
};

/** Plays signals, and closes the place where `close` stands. */
function play(
  rules: RewardSpec,
  signals: readonly (Signal | 'close')[],
): { outcome: Outcome | undefined; samples: Sample[] } {
  let outcome: Outcome | undefined;
  const samples: Sample[] = [];
  for (const signal of signals) {
    if (signal === 'close' && outcome === undefined) continue;
    const next =
      signal === 'close' ? close(rules, outcome as Outcome, 5000) : record(rules, place, outcome, signal);
    outcome = next.outcome;
    if (next.sample !== undefined) samples.push(next.sample);
  }
  return { outcome, samples };
}

const at = 0;
const values = (samples: readonly Sample[]) => samples.map(({ value, previous }) => [previous, value]);
const signal: fc.Arbitrary<Signal | 'close'> = fc.oneof(
  fc.constant('close' as const),
  fc.constantFrom(...itemEventKinds, 'search' as const).map((kind) => ({ kind, at })),
  fc.record({
    kind: fc.constantFrom('purchase' as const, 'refund' as const),
    at: fc.constant(at),
    amount: fc.integer({ min: 0, max: 100_000 }).map((x) => x / 100),
  }),
);
const specs = fc
  .record({
    eager: fc.boolean(),
    default: fc.constantFrom(0, -0.25, 0.5),
    cap: fc.constantFrom(0.5, 20, 500),
  })
  .map((some) => ({ ...spec, ...some }));

describe('record and close', () => {
  it('revise so that the steps add up to the final worth, in any order of events', () => {
    fc.assert(
      fc.property(specs, fc.array(signal, { maxLength: 12 }), (rules, signals) => {
        const { outcome, samples } = play(rules, signals);
        let value: number | undefined;
        for (const [i, sample] of samples.entries()) {
          expect(sample.revision).toBe(i);
          expect(sample.previous).toBe(value);
          expect(sample.value).not.toBe(value);
          value = sample.value;
        }
        if (outcome === undefined || samples.length === 0) return;
        expect(value).toBe(worth(rules, outcome));
        expect(outcome.revisions).toBe(samples.length);
        expect(outcome.due).toBeUndefined();
      }),
    );
  });

  it('end in the same worth whatever the order of events', () => {
    fc.assert(
      fc.property(
        specs,
        fc.array(signal, { maxLength: 12 }).filter((all) => all.some((s) => s !== 'close')),
        fc.nat(),
        (rules, signals, turn) => {
          const by = turn % signals.length;
          const turned = [...signals.slice(by), ...signals.slice(0, by)].reverse();
          const [a, b] = [signals, turned].map((s) => worth(rules, play(rules, s).outcome as Outcome));
          expect(a).toBe(b);
        },
      ),
    );
  });

  it('count each kind that a browser sends once', () => {
    const { samples } = play(spec, [
      { kind: 'view', at },
      { kind: 'view', at },
      { kind: 'view', at },
    ]);
    expect(values(samples)).toEqual([[undefined, 0.1]]);
  });

  it('never teach more than a click from the browser, either way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<EventKind>(...itemEventKinds, 'search')),
        fc.dictionary(fc.constantFrom(...itemEventKinds), fc.double({ min: -10, max: 10, noNaN: true })),
        (seen, weights) => {
          const value = worth({ ...spec, weights, default: 0 }, { seen: [...new Set(seen)], earned: 0 });
          expect(Math.abs(value)).toBeLessThanOrEqual(Math.max(weights.click ?? 0, 0));
        },
      ),
    );
  });

  it('learn a purchase at once, and take a refund back', () => {
    const { samples } = play(spec, [
      { kind: 'click', at },
      { kind: 'purchase', at, amount: 20 },
      { kind: 'refund', at, amount: 20 },
    ]);
    expect(values(samples)).toEqual([
      [undefined, 1],
      [1, 201],
      [201, 1],
    ]);
  });

  it('leave exactly nothing when all that was bought comes back', () => {
    const buy = [0.1, 0.2, 19.99].map((amount) => ({ kind: 'purchase' as const, at, amount }));
    const back = [0.2, 0.1, 19.99].map((amount) => ({ kind: 'refund' as const, at, amount }));
    const { outcome } = play({ ...spec, default: -0.5 }, [...buy, ...back]);
    expect(outcome?.earned).toBe(0);
    expect(outcome?.value).toBe(-0.5);
    expect(toDomain(outcome?.value ?? 1, 'binary', spec.cap)).toBe(0);
  });

  it('give a refund a weight of its own where it has one', () => {
    const rules = { ...spec, weights: { ...spec.weights, refund: -12 } };
    expect(
      play(rules, [
        { kind: 'purchase', at, amount: 2 },
        { kind: 'refund', at, amount: 1 },
      ]).outcome?.value,
    ).toBe(8);
  });

  it('wait for the end of the wait where the reward is not eager', () => {
    const lazy = { ...spec, eager: false };
    const waiting = play(lazy, [
      { kind: 'impression', at: 7 },
      { kind: 'purchase', at: 9, amount: 1 },
    ]);
    expect(waiting.samples).toEqual([]);
    expect(waiting.outcome?.due).toBe(1007);
    const closed = play(lazy, [
      { kind: 'impression', at: 7 },
      { kind: 'purchase', at: 9, amount: 1 },
      'close',
      { kind: 'refund', at: 9, amount: 1 },
    ]);
    expect(values(closed.samples)).toEqual([
      [undefined, 10],
      [10, 0],
    ]);
  });

  it('take silence for the default when the wait is over, once', () => {
    const rules = { ...spec, default: -0.25 };
    const { samples } = play(rules, [{ kind: 'impression', at }, 'close', 'close', { kind: 'click', at }]);
    expect(values(samples)).toEqual([
      [undefined, -0.25],
      [-0.25, 1],
    ]);
    expect(samples[0]?.at).toBe(5000);
  });

  it('keep the worth of a place within the cap', () => {
    expect(play(spec, [{ kind: 'purchase', at, amount: 1e6 }]).outcome?.value).toBe(500);
    const harsh = { ...spec, weights: { ...spec.weights, refund: -1 } };
    expect(play(harsh, [{ kind: 'refund', at, amount: 1e6 }]).outcome?.value).toBe(-500);
  });

  it('take back no more than was bought, unless a refund has a weight of its own', () => {
    const refund = { kind: 'refund', at, amount: 3 } as const;
    const { outcome } = play(spec, [{ kind: 'purchase', at, amount: 3 }, refund, refund]);
    expect(outcome?.value).toBe(0);
  });
});

describe('toDomain', () => {
  it('maps into the values that a policy learns from', () => {
    expect([-1, 0, 0.5, 2, 9].map((v) => toDomain(v, 'unit', 4))).toEqual([0, 0, 0.125, 0.5, 1]);
    expect([-1, 0, 0.5].map((v) => toDomain(v, 'binary', 4))).toEqual([0, 0, 1]);
    expect([-7, -1, 3, 9].map((v) => toDomain(v, 'signed', 4))).toEqual([-1, -0.25, 0.75, 1]);
  });
});
