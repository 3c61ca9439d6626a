import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sumOfRatios } from '../statistics/index.ts';
import { type EstimatorId, estimators } from './estimators.ts';
import { partsOf } from './parts.ts';
import type { Row } from './row.ts';

const probability = fc.double({ min: 0.01, max: 1, noNaN: true });
const number = fc.double({ min: -10, max: 10, noNaN: true });
const row: fc.Arbitrary<Row> = fc
  .record({
    reward: number,
    propensity: probability,
    target: fc.oneof(fc.constant(0), probability),
    logged: number,
    modelled: number,
    cluster: fc.constantFrom('a', 'b', 'c', undefined),
  })
  .map(({ logged, modelled, cluster, ...rest }) => ({
    ...rest,
    expected: { logged, target: modelled },
    robust: { logged: modelled, target: logged },
    ...(cluster === undefined ? {} : { cluster }),
  }));
/** With at least one row that the target would choose: otherwise nothing is normalised. */
const rows = fc
  .tuple(row, fc.array(row, { minLength: 1, maxLength: 30 }))
  .map(([first, rest]) => [{ ...first, target: 0.5 }, ...rest]);

function value(log: readonly Row[], id: EstimatorId, parameter?: number): number {
  return sumOfRatios(partsOf(log, estimators[id], parameter));
}

const infinite = Number.POSITIVE_INFINITY;

it.each([
  ['clipped-ips', infinite, 'ips'],
  ['sg-ips', 0, 'ips'],
  ['switch-dr', infinite, 'dr'],
  ['switch-dr', 0, 'dm'],
  ['dros', infinite, 'dr'],
  ['dros', 0, 'dm'],
  ['sg-dr', 0, 'dr'],
] as const)('%s at %d is %s, to the bit', (id, parameter, limit) => {
  fc.assert(
    fc.property(rows, (log) => {
      expect(value(log, id, parameter)).toBe(value(log, limit));
    }),
  );
});

it.each([
  ['dr', 0, 'ips', 0],
  ['sndr', 0, 'snips', 0],
  ['switch-dr', 3, 'clipped-ips', 3],
  ['sg-dr', 0.3, 'sg-ips', 0.3],
] as const)(
  '%s with a model that expects nothing is an estimate without one',
  (id, parameter, other, own) => {
    fc.assert(
      fc.property(rows, (log) => {
        // Clipping keeps what switching leaves out: they are one where no weight is above.
        const kept =
          id === 'switch-dr' ? log.filter(({ target, propensity }) => target / propensity <= 3) : log;
        fc.pre(kept.length > 0);
        const nothing = kept.map((each) => ({ ...each, expected: { logged: 0, target: 0 } }));
        expect(value(nothing, id, parameter)).toBe(value(nothing, other, own));
      }),
    );
  },
);

it('dr and mrdr with a model that knows every reward is the value that the model says, whatever the weights', () => {
  fc.assert(
    fc.property(rows, (log) => {
      const knowing = log.map((each) => {
        const expected = { logged: each.reward, target: each.expected?.target ?? 0 };
        return { ...each, expected, robust: expected };
      });
      for (const id of ['dr', 'sndr', 'mrdr'] as const)
        expect(value(knowing, id)).toBeCloseTo(value(log, 'dm'), 9);
    }),
  );
});

it('mrdr is dr with the model that is fitted for it, to the bit', () => {
  fc.assert(
    fc.property(rows, (log) => {
      const own = log.map(({ expected, ...each }) => each);
      const taken = log.map(({ robust, ...each }) => ({ ...each, ...(robust && { expected: robust }) }));
      expect(value(own, 'mrdr')).toBe(value(taken, 'dr'));
    }),
  );
});

it('rewards that are all moved by a constant move snips, sndr and replay by it, and ips by mean weight times it', () => {
  fc.assert(
    fc.property(rows, number, (log, shift) => {
      const moved = log.map((each) => ({ ...each, reward: each.reward + shift }));
      for (const id of ['snips', 'sndr', 'replay'] as const)
        expect(value(moved, id) - value(log, id)).toBeCloseTo(shift, 6);
      const weight = value(
        log.map((each) => ({ ...each, reward: 1 })),
        'ips',
      );
      expect(value(moved, 'ips') - value(log, 'ips')).toBeCloseTo(weight * shift, 6);
    }),
  );
});

it('snips and replay stay within the range of the rewards', () => {
  fc.assert(
    fc.property(rows, (log) => {
      const rewards = log.map(({ reward }) => reward);
      for (const id of ['snips', 'replay'] as const) {
        expect(value(log, id)).toBeGreaterThanOrEqual(Math.min(...rewards) - 1e-9);
        expect(value(log, id)).toBeLessThanOrEqual(Math.max(...rewards) + 1e-9);
      }
    }),
  );
});

it('rips and cascade-dr on slates of one place are ips and dr', () => {
  fc.assert(
    fc.property(rows, (log) => {
      const slates = log.map((each) => ({ ...each, position: 0 }));
      expect(value(slates, 'rips')).toBe(value(log, 'ips'));
      expect(value(slates, 'cascade-dr')).toBeCloseTo(value(log, 'dr'), 9);
    }),
  );
});

it('the order of the rows does not matter, and clusters do not move a value', () => {
  fc.assert(
    fc.property(rows, (log) => {
      for (const id of ['ips', 'snips', 'dr', 'sndr', 'mrdr', 'dm', 'replay'] as const) {
        expect(value(log.toReversed(), id)).toBeCloseTo(value(log, id), 9);
        const alone = log.map(({ cluster, ...each }) => each);
        expect(value(alone, id)).toBeCloseTo(value(log, id), 9);
      }
    }),
  );
});
