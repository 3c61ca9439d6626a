import { Catalog } from '@armoire/core';
import { testCandidateSource, testPolicy, testStoreFront } from '@armoire/core/testing';
import { describe, expect, it } from 'vitest';
import { articles } from './articles.ts';
import { boltzmann } from './boltzmann.ts';
import { market } from './market.ts';
import { reduced } from './reduced.ts';

testPolicy('boltzmann', () => boltzmann());
testStoreFront(async () => ({ port: market(articles), close: async () => {} }));
describe('what is reduced', () => {
  testCandidateSource(reduced);

  it('is proposed, the most first, and no longer when it is not', () => {
    const catalog = new Catalog('EUR');
    const source = reduced();
    const show = (id: string, amount: number, updatedAt: number) => {
      const money = (value: number) => ({ amount: value, currency: 'EUR' });
      const variants = [{ id, price: money(amount), compareAt: money(1000) }];
      const product = { id, title: id, status: 'active', categories: [], variants, updatedAt } as const;
      source.changed?.({ kind: 'upsert', product }, catalog.get(id));
    };
    const found = () => source.retrieve({ at: 0, limit: 9, catalog });
    show('lamp', 900, 1);
    show('vase', 500, 1);
    show('rug', 1000, 1);
    expect(found()).toEqual([
      { product: 'vase', score: 0.5 },
      { product: 'lamp', score: expect.closeTo(0.1, 9) },
    ]);
    show('vase', 1000, 2);
    expect(found()).toEqual([{ product: 'lamp', score: expect.closeTo(0.1, 9) }]);
  });
});
