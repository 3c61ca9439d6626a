import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../random/index.ts';
import { candidateSet, candidateSetText } from './candidate-set.ts';

const text = fc.string({ unit: 'binary' });
const entry = fc.record(
  {
    id: text,
    inputs: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    price: fc.record({ amount: fc.nat(), currency: text }),
  },
  { requiredKeys: ['id'] },
);

describe('a candidate set', () => {
  it('is written as JSON, and named by the hash of its content', () => {
    fc.assert(
      fc.property(text, fc.maxSafeNat(), fc.array(text), fc.array(entry), (name, offset, inputs, entries) => {
        const set = candidateSet(name, name, offset, inputs, entries);
        expect(candidateSetText(set)).toBe(JSON.stringify(set));
        expect(candidateSetText({ ...set })).toBe(JSON.stringify(set));
        expect(set.hash).toBe(contentHash(JSON.stringify([name, offset, inputs, entries])));
      }),
    );
  });
});
