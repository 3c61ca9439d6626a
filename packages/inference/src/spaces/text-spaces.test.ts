import type { Embedder } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { hashedNgrams } from '../text/hashed.ts';
import { TextSpaces } from './text-spaces.ts';

/** Reads Latin letters, and counts them: two texts are near when they share letters. Tells what it was asked for. */
function counting(changes: Partial<Embedder> = {}): { embedder: Embedder; asked: string[] } {
  const asked: string[] = [];
  const embedder: Embedder = {
    id: 'letters',
    version: '1',
    dimensions: 26,
    reads: (text) => /^[a-z ]*[a-z][a-z ]*$/.test(text),
    async embed(texts) {
      asked.push(...texts);
      return texts.map((text) => {
        const counts = Array.from(
          { length: 26 },
          (_, i) => text.split(String.fromCharCode(97 + i)).length - 1,
        );
        return Float32Array.from(counts, (count) => count / Math.hypot(...counts));
      });
    },
    ...changes,
  };
  return { embedder, asked };
}

const entries = [
  { id: 'scarf', text: 'red wool scarf' },
  { id: 'shawl', text: 'red wool shawl' },
  { id: 'hose', text: 'hose' },
  { id: 'shoes', text: '男士运动鞋' },
  { id: 'trainers', text: '女士运动鞋' },
];
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

async function filled(embedder: Embedder = counting().embedder): Promise<TextSpaces> {
  const spaces = new TextSpaces([embedder, hashedNgrams()]);
  await spaces.put(entries);
  return spaces;
}

describe('text spaces', () => {
  it('give a text to the first embedder that reads it, and never compare across', async () => {
    const spaces = await filled();
    expect(entries.map(({ id }) => spaces.spaceOf(id))).toEqual([
      ...['letters@1', 'letters@1', 'letters@1'],
      ...['hashed-ngrams@1-512', 'hashed-ngrams@1-512'],
    ]);
    expect(ids(spaces.neighbours('scarf', 9))).toEqual(['shawl', 'hose']);
    expect(ids(spaces.neighbours('shoes', 9))).toEqual(['trainers']);
    expect(spaces.neighbours('unknown', 9)).toEqual([]);
    expect(ids(await spaces.search('a woollen scarf', 1))).toEqual(['scarf']);
    expect(ids(await spaces.search('运动鞋', 9))).toEqual(['shoes', 'trainers']);
    expect(await spaces.search('!?', 9)).toEqual([]);
  });

  it('pass over what is not eligible, and the text itself', async () => {
    const spaces = await filled();
    expect(ids(spaces.neighbours('scarf', 1, (id) => id !== 'shawl'))).toEqual(['hose']);
    expect(ids(await spaces.search('scarf', 1, (id) => id !== 'scarf'))).toEqual(['shawl']);
  });

  it('embed a text once, and again when it changes', async () => {
    const { embedder, asked } = counting();
    const spaces = await filled(embedder);
    asked.length = 0;
    expect(await spaces.put(entries)).toEqual({ embedded: 0, unchanged: 5, unread: [] });
    expect(asked).toEqual([]);
    expect(await spaces.put([{ id: 'hose', text: 'red wool scarves' }])).toMatchObject({ embedded: 1 });
    expect(ids(spaces.neighbours('scarf', 1))).toEqual(['hose']);
  });

  it('move a text whose script changes, and drop one that nobody reads', async () => {
    const spaces = await filled();
    await spaces.put([{ id: 'scarf', text: '运动鞋' }]);
    expect(ids(spaces.neighbours('shawl', 9))).toEqual(['hose']);
    expect(ids(spaces.neighbours('scarf', 9)).toSorted()).toEqual(['shoes', 'trainers']);
    expect(await spaces.put([{ id: 'scarf', text: '…' }])).toEqual({
      embedded: 0,
      unchanged: 0,
      unread: ['scarf'],
    });
    expect(spaces.size).toBe(4);
    expect(spaces.neighbours('scarf', 9)).toEqual([]);
    expect(ids(spaces.neighbours('shoes', 9))).toEqual(['trainers']);
  });

  it('forget what is removed', async () => {
    const spaces = await filled();
    expect([spaces.remove('shawl'), spaces.remove('shawl')]).toEqual([true, false]);
    expect(ids(spaces.neighbours('scarf', 9))).toEqual(['hose']);
    expect(await spaces.put(entries)).toMatchObject({ embedded: 1 });
  });

  it('change nothing when an embedder fails', async () => {
    const spaces = new TextSpaces([
      counting().embedder,
      { ...hashedNgrams(), embed: () => Promise.reject(new Error('no')) },
    ]);
    await expect(spaces.put(entries)).rejects.toThrow('no');
    expect(spaces.size).toBe(0);
    expect(await spaces.put(entries.slice(0, 3))).toMatchObject({ embedded: 3 });
  });

  it('hold the later of two changes, whichever is embedded first', async () => {
    const gates: (() => void)[] = [];
    const { embedder } = counting();
    const slow: Embedder = {
      ...embedder,
      async embed(texts, signal) {
        await new Promise<void>((resolve) => gates.push(resolve));
        return embedder.embed(texts, signal);
      },
    };
    const spaces = new TextSpaces([slow]);
    const put = (text: string) =>
      spaces.put([
        { id: 'x', text },
        { id: 'gone', text },
      ]);
    const [first, second] = [put('early'), put('late')];
    spaces.remove('gone');
    gates[1]?.();
    await second;
    gates[0]?.();
    await first;
    expect(spaces.size).toBe(1);
    const search = spaces.search('late', 1);
    gates[2]?.();
    expect((await search)[0]?.score).toBeCloseTo(1, 6);
  });

  it('come back from a snapshot without embedding anything', async () => {
    const before = await filled();
    const { embedder, asked } = counting();
    const spaces = new TextSpaces([embedder, hashedNgrams()]);
    expect(spaces.restore(before.snapshot())).toBe(5);
    expect(await spaces.put(entries)).toMatchObject({ embedded: 0, unchanged: 5 });
    expect(asked).toEqual([]);
    for (const { id } of entries) expect(spaces.neighbours(id, 9)).toEqual(before.neighbours(id, 9));
  });

  it('leave out of a snapshot what another version of an embedder made', async () => {
    const before = await filled();
    const { embedder, asked } = counting({ version: '2' });
    const spaces = new TextSpaces([embedder, hashedNgrams()]);
    expect(spaces.restore(before.snapshot())).toBe(2);
    expect(await spaces.put(entries)).toMatchObject({ embedded: 3, unchanged: 2 });
    expect(asked).toHaveLength(3);
  });

  it('refuse a damaged snapshot, and stay as they were', async () => {
    const spaces = await filled();
    const whole = spaces.snapshot();
    for (const length of [0, 10, 40, whole.length - 5]) {
      const refusal = expect.objectContaining({ code: 'INVALID_INPUT' });
      expect(() => spaces.restore(whole.subarray(0, length))).toThrow(refusal);
    }
    expect(spaces.size).toBe(5);
    expect(ids(spaces.neighbours('scarf', 1))).toEqual(['shawl']);
  });

  it('refuse two embedders of one space', () => {
    expect(() => new TextSpaces([hashedNgrams(), hashedNgrams()])).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});
