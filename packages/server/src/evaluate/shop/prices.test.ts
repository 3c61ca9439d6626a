import { minute } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { event, order, products, using } from '../../../test/world.ts';
import { evaluateShop } from '../index.ts';

const count = 8;
const learning = { name: 'price-epsilon-greedy', demand: 'rungs', objective: { maximise: 'units' } } as const;
const points = {
  price: {
    kind: 'price',
    policy: { ...learning, epsilon: 1 },
    slot: '1h',
    ladder: [0.95, 1],
    guard: { cooldown: 0, minimumMargin: 0 },
    reward: { purchase: 'line' },
  },
} as const;

it('a policy that learns demand is evaluated on the log of prices that told what was sold', () =>
  using({ shop: { points } }, async ({ armoire, graphql, clock }) => {
    const shop = armoire.shop();
    await shop.upsertProducts(products(count));
    const ids = Array.from({ length: count }, (_, i) => `p${i}`);
    for (let slot = 0; slot < 50; slot++) {
      const { data } = await graphql(
        `{ prices(products: ${JSON.stringify(ids)}) { product price { amount currency } regular { amount } token } }`,
      );
      clock.advance(10 * minute);
      const at = clock.now();
      for (const { product: id, price, regular, token } of data.prices) {
        await shop.ingest([event('view', { product: id, token, at })], 'browser');
        if (price.amount === regular.amount) continue;
        const lines = [{ product: id, variant: `${id}-v`, quantity: 1, unitPrice: price }];
        await shop.ingest([order('purchase', id, { order: `o${slot}-${id}`, at, lines })], 'server');
      }
      await shop.settled();
      clock.advance(50 * minute);
      await armoire.runDue();
    }
    const asked = `price-epsilon-greedy:${JSON.stringify({ ...learning, name: undefined, epsilon: 0.02 })}`;
    const report = await evaluateShop({
      shop: shop.settings,
      storage: shop.storage,
      point: 'price',
      policies: [asked, 'uniform'],
      estimators: ['snips'],
      now: clock.now(),
    });
    const values = Object.fromEntries(report.policies.map(({ name, values }) => [name, values.snips]));
    expect(values[asked]).toMatchObject({ verdict: 'estimate' });
    expect(values.uniform).toMatchObject({ verdict: 'estimate' });
    const value = (name: string) => (values[name]?.verdict === 'estimate' ? values[name].value : Number.NaN);
    // Something is sold at the lower price only, and that is what was learned of the first half.
    expect(value(asked)).toBeGreaterThan(0.95);
    expect(value('uniform')).toBeGreaterThan(0.3);
    expect(value('uniform')).toBeLessThan(0.7);
  }));
