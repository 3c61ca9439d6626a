import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareZ, mean, tally, uniformityZ, variance } from '../../test/statistics.ts';
import { beta, contentHash, draw, gamma, hashString, normal, normals, seededRng } from './index.ts';

const n = 40_000;
const sample = (f: () => number, count = n) => Array.from({ length: count }, f);

/** How many standard errors a sample's mean is from a value. */
function meanZ(values: readonly number[], expected: number): number {
  return (mean(values) - expected) / Math.sqrt(variance(values) / values.length);
}

describe('hashes', () => {
  it('never change', () => {
    expect([hashString(''), hashString('a'), hashString('a', 1), hashString('café 👗')]).toEqual([
      2872998923, 2448022055, 2846982552, 4078046205,
    ]);
    expect(contentHash('')).toBe('00000000000000000000000000000000');
    // MurmurHash3 x86 128 of the bytes 68 00 65 00 6c 00 6c 00 6f 00.
    expect(contentHash('hello')).toBe('498e49896c081b4802cf3f742cf72941');
    expect(contentHash('The quick brown fox jumps over the lazy dog')).toBe(
      '15beb6860f94f6cafed4894d28be6d5b',
    );
  });

  it('tell texts apart that differ in one character anywhere', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(), (text, place) => {
        const at = place % text.length;
        const other = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
        expect(contentHash(other)).not.toBe(contentHash(text));
        expect(hashString(other)).not.toBe(hashString(text));
      }),
    );
  });

  it('spread over their lanes: texts that share 32 bits share no others', () => {
    const seen = new Map<string, string>();
    let shared = 0;
    for (let i = 0; i < 300_000; i++) {
      const hash = contentHash(`[{"id":"p${i}","inputs":[0.5,0.25]}]`);
      const key = hash.slice(0, 8);
      const other = seen.get(key);
      if (other !== undefined) shared += Number(other.slice(8, 16) === hash.slice(8, 16));
      seen.set(key, hash);
    }
    expect(shared).toBe(0);
    expect(seen.size).toBeGreaterThan(299_950);
  });
});

describe('seededRng', () => {
  it('gives the same stream for the same seed and name, and another for another', () => {
    const take = (seed: number, name: string) => sample(seededRng(seed, name).next, 5);
    expect(take(7, 'draw')).toEqual(take(7, 'draw'));
    expect(take(7, 'draw')).not.toEqual(take(7, 'policy'));
    expect(take(7, 'draw')).not.toEqual(take(8, 'draw'));
    expect(take(7, 'draw').slice(0, 2)).toEqual([0.09067082358707279, 0.5972589539660336]);
  });

  it.each(['draw', 'policy'])('is uniform along the stream %s', (name) => {
    const rng = seededRng(3, name);
    const counts = tally(
      256,
      sample(() => Math.floor(rng.next() * 256), 200_000),
    );
    expect(Math.abs(uniformityZ(counts))).toBeLessThan(5);
  });

  it('is uniform in the first outputs of consecutive seeds, alone and in pairs', () => {
    const outputs = Array.from({ length: 100_000 }, (_, seed) => {
      const rng = seededRng(seed, 'draw');
      return { a: rng.next(), b: rng.next(), other: seededRng(seed, 'policy').next() };
    });
    const pair = (x: number, y: number) => Math.floor(x * 32) * 32 + Math.floor(y * 32);
    const tallies = [
      tally(
        256,
        outputs.map(({ a }) => Math.floor(a * 256)),
      ),
      tally(
        256,
        outputs.map(({ b }) => Math.floor(b * 256)),
      ),
      tally(
        1024,
        outputs.map(({ a, b }) => pair(a, b)),
      ),
      tally(
        1024,
        outputs.map(({ a, other }) => pair(a, other)),
      ),
      tally(
        1024,
        outputs.slice(1).map(({ a }, i) => pair(a, outputs[i]?.a ?? 0)),
      ),
    ];
    for (const counts of tallies) expect(Math.abs(uniformityZ(counts))).toBeLessThan(5);
  });

  it('does not repeat between consecutive seeds', () => {
    const a = sample(() => 0, 20_000).map((_, seed) => seededRng(seed, 'draw').next() - 0.5);
    const products = a.slice(1).map((x, i) => x * (a[i] as number));
    expect(Math.abs(meanZ(products, 0))).toBeLessThan(5);
  });
});

describe('distributions', () => {
  it('normal has mean 0, variance 1 and no skew', () => {
    const rng = seededRng(1, 'normal');
    for (const values of [sample(() => normal(rng)), [...normals(rng, new Float64Array(n + 1))]]) {
      expect(Math.abs(meanZ(values, 0))).toBeLessThan(5);
      expect(
        Math.abs(
          meanZ(
            values.map((x) => x * x),
            1,
          ),
        ),
      ).toBeLessThan(5);
      expect(
        Math.abs(
          meanZ(
            values.map((x) => x ** 3),
            0,
          ),
        ),
      ).toBeLessThan(5);
      expect(
        Math.abs(
          meanZ(
            values.map((x) => x ** 4),
            3,
          ),
        ),
      ).toBeLessThan(5);
    }
  });

  it('normals of a pair are independent', () => {
    const values = normals(seededRng(2, 'normal'), new Float64Array(2 * n));
    const products = sample(() => 0).map((_, i) => (values[2 * i] as number) * (values[2 * i + 1] as number));
    expect(Math.abs(meanZ(products, 0))).toBeLessThan(5);
  });

  it.each([0.05, 0.5, 1, 3, 400])('gamma of shape %d has that mean and variance', (shape) => {
    const rng = seededRng(4, 'gamma');
    const values = sample(() => gamma(rng, shape));
    expect(Math.abs(meanZ(values, shape))).toBeLessThan(5);
    expect(
      Math.abs(
        meanZ(
          values.map((x) => (x - shape) ** 2),
          shape,
        ),
      ),
    ).toBeLessThan(5);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'gamma refuses the shape %d instead of looking for ever',
    (shape) => {
      expect(() => gamma(seededRng(1, 'g'), shape)).toThrow(RangeError);
    },
  );

  it.each([
    [1, 1],
    [0.3, 0.7],
    [20, 380],
    [1e-9, 3e-9],
    [1e8, 1e8],
  ])('beta(%d, %d) has its mean and variance', (a, b) => {
    const rng = seededRng(5, 'beta');
    const values = sample(() => beta(rng, a, b));
    const m = a / (a + b);
    expect(values.every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(Math.abs(meanZ(values, m))).toBeLessThan(5);
    expect(
      Math.abs(
        meanZ(
          values.map((x) => (x - m) ** 2),
          (m * (1 - m)) / (a + b + 1),
        ),
      ),
    ).toBeLessThan(5);
  });
});

describe('draw', () => {
  it('follows the probabilities', () => {
    const p = [0.5, 0, 0.25, 0.2, 0.05];
    const rng = seededRng(6, 'draw');
    const counts = tally(
      p.length,
      sample(() => draw(rng, p), 100_000),
    );
    expect(
      chiSquareZ(
        counts,
        p.map((x) => x * 100_000),
      ),
    ).toBeLessThan(5);
  });

  it('never takes an action without probability, even where rounding leaves the sum short of the uniform', () => {
    const last = { next: () => 1 - 2 ** -53 };
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
        (weights, u) => {
          const total = weights.reduce((a, b) => a + b, 0);
          fc.pre(total > 0);
          const p = weights.map((w) => w / total);
          for (const rng of [last, { next: () => u }, { next: () => 0 }])
            expect(p[draw(rng, p)]).toBeGreaterThan(0);
        },
      ),
    );
    expect(draw(last, [0, 0.3, 0.3, 0])).toBe(2);
  });
});
