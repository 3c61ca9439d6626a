import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateSet, candidateSetText, quantized, readCandidateSet } from './candidate-set.ts';

const text = fc.string({ unit: 'binary' });
const odd = fc.record(
  {
    id: text,
    inputs: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    price: fc.record({ amount: fc.nat(), currency: text }),
    kin: fc.record({ category: text }),
  },
  { requiredKeys: ['id'] },
);
const score = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(quantized);
/** As shelves have them: as many scores for each, in whole steps. */
const usual = fc
  .nat(5)
  .chain((width) =>
    fc.array(fc.record({ id: text, inputs: fc.array(score, { minLength: width, maxLength: width }) })),
  );
const entries = fc.oneof(usual, fc.array(odd));

describe('a candidate set', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(text, fc.maxSafeNat(), fc.array(text), entries, (name, offset, inputs, all) => {
        const set = candidateSet(name, name, offset, inputs, all);
        // JSON knows no −0.
        const same = JSON.parse(JSON.stringify(set));
        expect(readCandidateSet(candidateSetText(set))).toEqual(same);
        expect(readCandidateSet(candidateSetText({ ...set }))).toEqual(same);
        expect(readCandidateSet(JSON.stringify(set))).toEqual(same);
      }),
    );
  });

  it('is named by its content', () => {
    fc.assert(
      fc.property(text, entries, entries, (name, all, others) => {
        const hash = (listed: typeof all, of = name) => candidateSet('shop', of, 0, [], listed).hash;
        expect(hash(structuredClone(all))).toBe(hash(all));
        expect(hash(all, `${name}.`)).not.toBe(hash(all));
        expect(hash(all) === hash(others)).toBe(JSON.stringify(all) === JSON.stringify(others));
      }),
    );
  });

  it('is written in less than half of its JSON where it is a shelf’s', () => {
    const shelf = Array.from({ length: 100 }, (_, i) => ({
      id: `p${i}`,
      inputs: Array.from({ length: 9 }, (_, j) => quantized(((i * 7 + j * 13) % 64) / 64)),
    }));
    const set = candidateSet('shop', 'f2', 1, [], shelf);
    expect(2 * candidateSetText(set).length).toBeLessThan(JSON.stringify(set).length);
  });
});
