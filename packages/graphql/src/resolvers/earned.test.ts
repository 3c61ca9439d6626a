import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();

test('what was earned comes with its interval, or with what is missing', async () => {
  const merchant = new MemoryMerchant();
  const query = `{
    earned(since: "2026-01-01T00:00:00Z", point: null) {
      since until total { currency }
      points {
        point holdout unit units { control armoire } sampleRatio { pValue mismatch }
        clicks { effect { control low } missing { have } }
        orders { effect { low } missing { arm what have need } }
        money {
          currency
          revenue { effect { earned { value { amount formatted(locale: "en") } low { amount } high { amount } } } }
          profit { effect { perUnit { low } } }
        }
      }
    }
  }`;
  const { data, errors } = await ask(schema, query, { merchant });
  expect(errors).toBeUndefined();
  expect(merchant.calls).toEqual([['earned', { since: Date.UTC(2026, 0, 1) }]]);
  expect(data.earned).toMatchObject({ since: null, until: '2026-01-31T12:00:00.000Z', total: [] });
  const [shelf, price] = data.earned.points;
  expect([shelf.unit, price.unit]).toEqual(['visitor', 'product_slot']);
  expect(shelf).toMatchObject({
    units: { control: 250, armoire: 4936 },
    clicks: { effect: { control: 0.2, low: 4 }, missing: [] },
    orders: { effect: null, missing: [{ arm: 'control', what: 'active', have: 3, need: 30 }] },
  });
  expect(shelf.money).toEqual([
    {
      currency: 'EUR',
      revenue: {
        effect: {
          earned: {
            value: { amount: 123_400, formatted: '€1,234.00' },
            low: { amount: 21_000 },
            high: { amount: 225_000 },
          },
        },
      },
      profit: { effect: null },
    },
  ]);
});

test('the components of a point are told arm by arm', async () => {
  const merchant = new MemoryMerchant();
  const query =
    '{ pointOutcomes(point: "home.top") { arm decisions places click cart purchase margin return value } }';
  const { data } = await ask(schema, query, { merchant });
  expect(data.pointOutcomes).toEqual([
    {
      ...{ arm: 'control', decisions: 9, places: 40, click: 6, cart: 3 },
      ...{ purchase: 2, margin: 0.8, return: 1, value: 8 },
    },
  ]);
  expect(merchant.calls).toEqual([['outcomes', { point: 'home.top' }]]);
});
