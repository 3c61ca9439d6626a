import { testEmbedder } from '@armoire/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedNgrams } from './hashed.ts';
import { fold, ngrams } from './ngrams.ts';

const embedder = hashedNgrams();

testEmbedder(async () => ({ port: embedder, close: async () => {} }), {
  read: ['red wool scarf', 'зимняя куртка', '运动鞋', '7'],
  unread: ['', ' \n', '!?…', '😀'],
  tolerance: 0,
});

async function likeness(one: string, other: string): Promise<number> {
  const [a, b] = await embedder.embed([one, other]);
  return (a as Float32Array).reduce((sum, value, i) => sum + value * ((b as Float32Array)[i] as number), 0);
}

describe('hashed n-grams', () => {
  it('stay what they are', async () => {
    const [vector] = await hashedNgrams({ dimensions: 16 }).embed(['Ein Schal, 红色']);
    expect(Array.from(vector ?? [], (value) => Math.round(value * 1e4) / 1e4)).toMatchInlineSnapshot(`
      [
        0,
        0,
        -0.2294,
        0.2294,
        0,
        0,
        0,
        0.2294,
        0,
        0.6882,
        -0.4588,
        0,
        0.2294,
        0,
        0.2294,
        0.2294,
      ]
    `);
  });

  it('are words and their parts, and of scripts without spaces the parts alone', () => {
    expect([...ngrams('Gold gold')]).toEqual([
      ['wgold', 2],
      ...['<go', 'gol', 'old', 'ld>'].map((gram) => [`3${gram}`, 2]),
      ...['<gol', 'gold', 'old>'].map((gram) => [`4${gram}`, 2]),
      ...['<gold', 'gold>'].map((gram) => [`5${gram}`, 2]),
    ]);
    expect([...ngrams('运动鞋').keys()]).toEqual(['1运', '1动', '1鞋', '2运动', '2动鞋', '3运动鞋']);
    expect([...ngrams('XL鞋').keys()]).toContain('1鞋');
    expect([...ngrams('XL鞋').keys()]).toContain('wxl');
  });

  it('take the forms of a letter for one', async () => {
    expect(fold('ＳＴＲＡẞＥ ﬁne')).toBe(fold('strasse FINE'));
    expect(await likeness('ＣＡＦÉ', 'cafe\u0301')).toBeCloseTo(1, 6);
    expect(await likeness('ΟΔΟΣ', 'οδος')).toBeCloseTo(1, 6);
    expect(await likeness('シャツ', 'ｼｬﾂ')).toBeCloseTo(1, 6);
  });

  it.each([
    ['red wool scarf', 'scarves of wool, red', 'garden hose reel'],
    ['зимняя куртка', 'куртки зимние', 'садовый шланг'],
    ['男士运动鞋', '女士运动鞋', '花园水管'],
    ['メンズ運動靴', 'レディース運動靴', '庭のホース'],
    ['กระเป๋าหนัง', 'กระเป๋าผ้า', 'สายยาง'],
    ['حقيبة جلدية', 'حقيبة قماش', 'خرطوم'],
  ])('find %s nearer to %s than to %s', async (text, near, far) => {
    expect(await likeness(text, near)).toBeGreaterThan((await likeness(text, far)) + 0.1);
  });

  it('give any text a vector of length 1, or refuse it', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (text) => {
        if (!embedder.reads(text)) return;
        const [vector] = await embedder.embed([text]);
        expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
      }),
    ));

  it('refuse dimensions that make no space', () => {
    for (const dimensions of [0, 15, 100.5, Number.NaN, 1e6]) {
      expect(() => hashedNgrams({ dimensions })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
  });
});
