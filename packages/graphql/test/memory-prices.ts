import type { BookedPrice } from '@armoire/core';
import type { PricesGateway } from '../src/index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** One price that is asked about; it notes what it is asked. */
export function memoryPrices(calls: unknown[][]): PricesGateway {
  const entry: BookedPrice = {
    ...{ shop: 'lamps', product: 'lamp', variant: 'lamp-m', version: 2, stamp: 's' },
    ...{ own: eur(2000), charged: eur(1900), state: 'proposed' },
    proposal: {
      ...{ id: 'p1', at: 7, price: eur(1800), by: 'thompson', why: 'it sells', decision: 'd1' },
      cause: { key: 'proposed', values: { source: 'policy', removed: 2 } },
      policy: { id: 'thompson', version: 1, propensity: 0.25 },
      profit: { mean: 1.5, low: -0.5, high: 3.5 },
    },
  };
  return {
    async proposals(limit, after) {
      calls.push(['proposals', limit, after]);
      return [entry];
    },
    async approve(asked, actor) {
      calls.push(['approve', asked, actor]);
      const gone = { code: 'CONFLICT' as const, message: 'It is gone' };
      return { accepted: asked.length - 1, rejected: [{ index: 1, ...gone }] };
    },
    async reject(asked, actor) {
      calls.push(['reject', asked, actor]);
      return { accepted: asked.length, rejected: [] };
    },
    title: ({ variant }) => `Lamp ${variant}`,
  };
}
