import { testEmbedder } from '@armoire/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { englishEmbedder } from './english.ts';

testEmbedder(
  async () => {
    const port = await englishEmbedder();
    return { port, close: () => port.close() };
  },
  {
    read: ['red wool scarf', 'crimson shawl', 'dog collar', '🎁 Gift box, 30\tcm', 'β-carotene capsules'],
    unread: ['', '   ', '2024', '!!', '运动鞋', 'зимняя куртка', 'Ταπετσαρία', 'メンズ shoes', 'سجادة'],
  },
);

describe('the English model', () => {
  let embedder: Awaited<ReturnType<typeof englishEmbedder>>;
  beforeAll(async () => {
    embedder = await englishEmbedder();
  });
  afterAll(() => embedder.close());

  async function likeness(one: string, other: string): Promise<number> {
    const [a, b] = await embedder.embed([one, other]);
    return (a as Float32Array).reduce((sum, value, i) => sum + value * ((b as Float32Array)[i] as number), 0);
  }

  it('finds what means the same, whatever the letters', async () => {
    expect(await likeness('red wool scarf', 'crimson woollen shawl')).toBeGreaterThan(
      (await likeness('red wool scarf', 'redwood scaffold')) + 0.1,
    );
  });

  it('leaves out what its vocabulary lacks', async () => {
    expect(await likeness('gift\n box', '🎁 gift 😀 box')).toBeCloseTo(1, 5);
  });

  it('looks at the opening of a long text', async () => {
    const opening = 'red wool scarf '.repeat(140);
    expect(await likeness(`${opening}a`, `${opening}${'dog collar '.repeat(1_000)}`)).toBeCloseTo(1, 5);
  });

  it('shares nothing with this thread', () => {
    expect(Object.keys(globalThis).filter((name) => name.startsWith('_tf'))).toEqual([]);
  });
});
