import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import { type AnyPolicy, uniform } from '../policies/index.ts';
import type { ShelfPoint, Situation } from './index.ts';

const failing: AnyPolicy = {
  ...uniform(),
  id: 'failing',
  slate: () => {
    throw new Error('broken');
  },
};

/** In which markets a shelf's source was asked, in the order of asking. */
async function asked(policy: AnyPolicy, market: string | undefined, values: Situation['values']) {
  const markets: (string | undefined)[] = [];
  const popular = proposing('popular', ['p']);
  const listening = {
    ...popular,
    retrieve: (query: Parameters<typeof popular.retrieve>[0]) => {
      markets.push(query.market);
      return popular.retrieve(query);
    },
  };
  const place = { timeZone: 'UTC', ...(market === undefined ? {} : { market }) };
  const home: ShelfPoint = {
    ...{ kind: 'shelf', deadline: 50, sources: ['popular'], count: 5, candidates: 9 },
    ...{ policy, reward },
  };
  const { engine, put } = shop({ home }, { sources: [listening], place });
  put(article('p'));
  const situation = values === undefined ? {} : { values };
  const { shelves } = await engine.page({ visitor: {}, situation, shelves: [{ point: 'home' }] });
  expect(shelves[0]?.decision.context.values.market).toBe(markets[0]);
  return markets;
}

describe('the market in which sources are asked', () => {
  it.each([
    ['that of the request', 'AT', { market: 'DE' }, 'DE'],
    ['the shop’s own where the request names none', 'AT', { device: 'phone' }, 'AT'],
    ['the shop’s own where the request tells nothing', 'AT', undefined, 'AT'],
    ['none where nobody names one', undefined, undefined, undefined],
  ])('is %s', async (_, market, values, expected) => {
    expect(await asked(uniform(), market, values)).toEqual([expected]);
    // The champion's candidates, and then the first link of the fallback chain.
    expect(await asked(failing, market, values)).toEqual([expected, expected]);
  });
});
