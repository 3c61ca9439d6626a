import { expect, it } from 'vitest';
import { germany } from '../catalog/testing.ts';
import { queryOver } from '../testing.ts';
import { type AskedPage, pageSchema } from './asked.ts';
import { pageOf } from './page.ts';

const item = (id: string, position: number) => ({ position, propensity: 0.5, reasons: [], product: { id } });
const shelf = { point: 'product.related', decision: 'd1', source: 'policy', token: 'a.b.c' };

function shop(asked: object[] = []) {
  const store = queryOver({
    product: [
      { id: 'prod_1', status: 'published', title: 'Mug', sales_channels: [{ id: 'sc_web' }] },
      { id: 'prod_2', status: 'published', title: 'Pot', sales_channels: [{ id: 'sc_pos' }] },
      { id: 'prod_3', status: 'draft', title: 'Cup', sales_channels: [{ id: 'sc_web' }] },
    ],
    cart: [
      { id: 'cart_1', region_id: 'reg_fr', items: [{ product_id: 'prod_9' }, { product_id: 'prod_9' }] },
    ],
  });
  const contexts: object[] = [];
  const ask = (page: AskedPage, channels: readonly string[]) =>
    pageOf(
      {
        query: store.query,
        client: {
          async shopper<T>(_: string, variables: object): Promise<T> {
            asked.push(variables);
            const items = ['prod_1', 'prod_2', 'prod_3'].map(item);
            return { page: { shelves: page.shelves.map(() => ({ ...shelf, items })) } } as T;
          },
        },
        market: async () => germany,
        priceContext: (context) => {
          contexts.push(context);
          return context;
        },
      },
      page,
      channels,
    );
  return { ...store, ask, contexts };
}

const asked = (more = {}): AskedPage =>
  pageSchema.parse({ shelves: [{ point: 'product.related' }], ...more });

it('shows the store’s own products; what may not be shown leaves its place empty', async () => {
  const [first] = await shop().ask(asked(), ['sc_web']);
  expect(first).toEqual({
    ...shelf,
    items: [
      {
        position: 0,
        propensity: 0.5,
        reasons: [],
        product: { id: 'prod_1', status: 'published', title: 'Mug' },
      },
    ],
  });
  const [all] = await shop().ask(asked(), []);
  expect(all?.items.map(({ position }) => position)).toEqual([0, 1]);
});

it('asks the store once for all shelves, and for what is in the cart', async () => {
  const variables: object[] = [];
  const { ask, asked: entities, contexts } = shop(variables);
  const shelves = ['a', 'b', 'c'].map((point) => ({ point, count: 2 }));
  await ask(asked({ shelves, cart_id: 'cart_1', product: 'prod_5', shopper: 'ann' }), []);
  expect(entities).toEqual(['cart', 'product']);
  expect(variables).toEqual([
    { shelves, visitor: { shopper: 'ann' }, situation: { product: 'prod_5', cart: ['prod_9'] } },
  ]);
  expect(contexts).toEqual([{ region_id: 'reg_fr', currency_code: 'eur' }]);
});

it.each([{}, { shelves: [] }, { shelves: [{ point: '' }] }, { shelves: [{ point: 'a', count: 1000 }] }])(
  'refuses %j',
  (input) => {
    expect(pageSchema.safeParse(input).success).toBe(false);
  },
);
