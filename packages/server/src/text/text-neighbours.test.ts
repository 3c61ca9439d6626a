import { type CandidateQuery, Catalog, type Embedder } from '@armoire/core';
import { cached, hashedNgrams, memoryEmbeddingCache } from '@armoire/inference';
import { ArmoireError, type Product } from '@armoire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../runtime/log.ts';
import { TextNeighbours } from './text-neighbours.ts';

const open: TextNeighbours[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((text) => text.stop()));
});

function neighbours(embedder: Embedder = hashedNgrams(), retained: string[][] = []): TextNeighbours {
  const store = { retain: async (_: string, keys: readonly string[]) => void retained.push([...keys]) };
  const text = new TextNeighbours({ shop: 'shop', embedders: [embedder], store, log: silentLog });
  open.push(text);
  return text;
}

function article(id: string, title: string, fields: Partial<Product> = {}): Product {
  return { id, title, status: 'active', variants: [], categories: [], updatedAt: 1, ...fields };
}

const goods = [
  article('scarf', 'Red wool scarf'),
  article('shawl', 'Red wool shawl'),
  article('hose', 'Garden hose'),
  article('sprinkler', 'Sprinkler for the garden hose'),
];

function put(text: TextNeighbours, products: readonly Product[], before?: Product): void {
  for (const product of products) text.changed({ kind: 'upsert', product }, before);
}

/** What a query finds once nothing is under way: the first question makes the lists. */
async function found(text: TextNeighbours, query: Partial<CandidateQuery>): Promise<string[]> {
  const asked = { at: 0, limit: 9, catalog: new Catalog('EUR'), ...query };
  text.retrieve(asked);
  await text.idle();
  return text.retrieve(asked).map(({ product }) => product);
}

function profile(viewed: readonly string[], basket: readonly string[] = []) {
  return { orders: 0, bought: new Map(), viewed, basket, categories: new Map(), at: 0 };
}

/** Tells which texts were embedded. */
function counting(asked: string[], fails: (text: string) => boolean = () => false): Embedder {
  const inner = hashedNgrams();
  return {
    ...inner,
    async embed(texts, signal) {
      asked.push(...texts);
      if (texts.some(fails)) throw new ArmoireError('INVALID_INPUT', 'no');
      return await inner.embed(texts, signal);
    },
  };
}

describe('text neighbours', () => {
  it('are those of the product at hand, else of the cart, else of what was turned to last', async () => {
    const text = neighbours();
    put(text, goods);
    await text.idle();
    expect((await found(text, { product: 'scarf', cart: ['hose'] }))[0]).toBe('shawl');
    expect((await found(text, { cart: ['scarf', 'hose'] })).toSorted()).toEqual(['shawl', 'sprinkler']);
    expect((await found(text, { profile: profile(['hose']) }))[0]).toBe('sprinkler');
    expect((await found(text, { profile: profile([], ['shawl']) }))[0]).toBe('scarf');
    expect(await found(text, {})).toEqual([]);
    expect(await found(text, { product: 'unknown' })).toEqual([]);
  });

  it('have scores in (0, 1], best first, and no more than asked for', async () => {
    const text = neighbours();
    put(text, goods);
    await text.idle();
    await found(text, { cart: ['scarf', 'hose'] });
    const near = text.retrieve({ at: 0, limit: 1, catalog: new Catalog('EUR'), cart: ['scarf', 'hose'] });
    expect(near).toHaveLength(1);
    expect(near[0]?.score).toBe(1);
  });

  it('take in a new product, without a question about it', async () => {
    const text = neighbours();
    put(text, goods);
    await text.idle();
    await found(text, { product: 'scarf' });
    put(text, [article('stole', 'Red wool scarf, a stole')]);
    await text.idle();
    const asked = { at: 0, limit: 9, catalog: new Catalog('EUR'), product: 'scarf' };
    expect(text.retrieve(asked)[0]?.product).toBe('stole');
  });

  it('follow a text that changes, and forget what is gone or not for sale', async () => {
    const text = neighbours();
    put(text, goods);
    await text.idle();
    put(text, [article('shawl', 'Garden chair')], goods[1]);
    await text.idle();
    expect(await found(text, { product: 'scarf' })).not.toContain('shawl');
    expect(await found(text, { product: 'hose' })).toContain('shawl');
    put(text, [article('shawl', 'Garden chair', { status: 'hidden' })], article('shawl', 'Garden chair'));
    text.changed({ kind: 'tombstone', id: 'sprinkler', deletedAt: 2 }, goods[3]);
    await text.idle();
    expect(text.size).toBe(2);
    expect(await found(text, { product: 'hose' })).toEqual([]);
  });

  it('embed nothing again for a change of price, or after a restart', async () => {
    const asked: string[] = [];
    const cache = memoryEmbeddingCache();
    const before = neighbours(cached(counting(asked), cache));
    put(before, goods);
    await before.idle();
    expect(asked).toHaveLength(4);
    put(before, [article('scarf', 'Red wool scarf', { updatedAt: 2 })], goods[0]);
    await before.idle();
    const after = neighbours(cached(counting(asked), cache));
    put(after, goods);
    await after.idle();
    expect(asked).toHaveLength(4);
    expect((await found(after, { product: 'scarf' }))[0]).toBe('shawl');
  });

  it('lose one text that an embedder refuses, and no other', async () => {
    const text = neighbours(counting([], (one) => one.includes('Garden hose')));
    put(text, goods);
    await text.idle();
    expect(text.size).toBe(3);
    expect(await found(text, { product: 'scarf' })).toContain('shawl');
  });

  it('drop the vectors of former texts once, when all texts are known', async () => {
    const retained: string[][] = [];
    const text = neighbours(hashedNgrams(), retained);
    put(text, goods);
    await text.idle();
    put(text, [article('new', 'Lamp')]);
    await text.idle();
    expect(retained.map((keys) => keys.length)).toEqual([4]);
  });
});
