import { beforeEach, describe, expect, test } from 'vitest';
import { ask as execute } from '../../test/ask.ts';
import { noon, product } from '../../test/fixtures.ts';
import { MemoryShopper } from '../../test/shopper-gateway.ts';
import { shopperSchema } from '../index.ts';

const schema = shopperSchema();
let shopper: MemoryShopper;
const ask = (source: string, variables: Record<string, unknown> = {}) =>
  execute(schema, source, { shopper, locale: 'en-GB' }, variables);

beforeEach(() => {
  shopper = new MemoryShopper();
});

const shelf =
  'point decision source token items { position propensity product { id } reasons { code value } }';

describe('page', () => {
  test('asks for all shelves at once, in their order', async () => {
    const { data } = await ask(
      `query ($s: SituationInput) { page(
        shelves: [{point: "home.top", count: 1}, {point: "home.more", count: null}]
        visitor: {shopper: "s1", session: null}
        situation: $s
      ) { shelves { ${shelf} } } }`,
      { s: { product: 'd', cart: ['x'], category: null, values: { device: 'phone' } } },
    );
    const reasons = [{ code: 'trending', value: null }];
    const item = (id: string, position: number) => ({ position, propensity: 0.5, product: { id }, reasons });
    const common = { source: 'policy' };
    expect(data.page.shelves).toEqual([
      {
        ...common,
        point: 'home.top',
        decision: 'of home.top',
        token: 'signed:of home.top',
        items: [item('a', 0)],
      },
      {
        ...common,
        point: 'home.more',
        decision: 'of home.more',
        token: 'signed:of home.more',
        items: [item('b', 0), item('c', 1)],
      },
    ]);
    expect(shopper.pages).toEqual([
      {
        visitor: { shopper: 's1' },
        situation: { product: 'd', cart: ['x'], values: { device: 'phone' } },
        shelves: [{ point: 'home.top', count: 1 }, { point: 'home.more' }],
      },
    ]);
  });

  test('leaves out what may not be shown any more, and puts nothing in its place', async () => {
    shopper.hidden.add('a');
    const { data } = await ask(`{ recommendations(point: "home.top", count: 3) { ${shelf} } }`);
    const items: { position: number; product: { id: string } }[] = data.recommendations.items;
    expect(items.map(({ position, product: { id } }) => [position, id])).toEqual([
      [1, 'b'],
      [2, 'c'],
    ]);
  });

  test('says what an item costs when it is asked to, of all items in one turn, and of what is shown alone', async () => {
    const price = (amount: number) => ({ amount, currency: 'EUR' });
    const variants = [
      { id: 'dear', price: price(9000) },
      { id: 'gone', price: price(10), stock: 0 },
      { id: 'cheap', price: price(2000) },
    ];
    shopper.products.set('b', product('b', { variants }));
    shopper.hidden.add('c');
    let turns = 0;
    const answer = shopper.price.bind(shopper);
    shopper.price = async (request) => {
      if (shopper.priced.length === 0) void Promise.resolve().then(() => (turns = shopper.priced.length));
      return answer(request);
    };
    const { data } =
      await ask(`{ page(shelves: [{point: "home.top", count: 1}, {point: "home.more", count: 3}]) {
      shelves { items { product { id } price { price { amount } regular { amount } until token variant } } }
    } }`);
    expect(data.page.shelves[0].items[0].price).toEqual({
      price: { amount: 1899 },
      regular: { amount: 1999 },
      until: '2026-01-31T12:00:00.000Z',
      token: 'signed:price',
      variant: 'a-v',
    });
    const more: { product: { id: string }; price: unknown }[] = data.page.shelves[1].items;
    // The shop has no price point for "d".
    expect(more.map((item) => [item.product.id, item.price === null])).toEqual([
      ['b', false],
      ['d', true],
    ]);
    expect(shopper.priced).toMatchObject([
      { product: 'a', variant: 'a-v' },
      { product: 'b', variant: 'cheap' },
      { product: 'd' },
    ]);
    expect(turns).toBe(3);
  });

  test('an unknown point is named by its code', async () => {
    const { data, errors } = await ask(`{ recommendations(point: "hme.top") { ${shelf} } }`);
    expect(data).toBeNull();
    expect(errors[0]).toMatchObject({
      message: 'There is no point "hme.top"',
      path: ['recommendations'],
      extensions: { code: 'UNKNOWN_POINT', fix: 'Add it to the configuration.', path: 'shelves' },
    });
  });

  test('the context says who asks where the query does not', async () => {
    const context = { shopper, visitor: { session: 'cookie' } };
    await execute(schema, '{ recommendations(point: "home.top") { token } }', context);
    expect(shopper.pages[0]?.visitor).toEqual({ session: 'cookie' });
  });
});

describe('price', () => {
  const money = '{ amount currency formatted }';

  test('a quote with its decision', async () => {
    const { data } = await ask(`{ price(product: "a", variant: "a-v", visitor: {session: "t"}) {
      product variant price ${money} regular { german: formatted(locale: "de") } until decision source token priceToken
      reduction { from { amount } since days percent }
    } }`);
    expect(data.price).toEqual({
      product: 'a',
      variant: 'a-v',
      price: { amount: 1899, currency: 'EUR', formatted: '€18.99' },
      regular: { german: '19,99\u00a0€' },
      until: '2026-01-31T12:00:00.000Z',
      decision: 'price',
      source: 'policy',
      token: 'signed:price',
      priceToken: 'offered:a-v:1899',
      reduction: { from: { amount: 1950 }, since: '2026-01-31T12:00:00.000Z', days: 30, percent: 2 },
    });
    expect(shopper.priced).toEqual([{ visitor: { session: 't' }, product: 'a', variant: 'a-v' }]);
  });

  test('without a price point there is no decision', async () => {
    const { data } = await ask(
      '{ price(product: "d") { price { amount } decision source token reduction { days } } }',
    );
    expect(data.price).toEqual({
      price: { amount: 1999 },
      decision: null,
      source: null,
      token: null,
      reduction: null,
    });
  });

  test('one unknown product does not take the others away', async () => {
    const { data, errors } = await ask('{ prices(products: ["a", "nope", "b"], point: "p") { product } }');
    expect(data.prices).toEqual([{ product: 'a' }, null, { product: 'b' }]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ['prices', 1], extensions: { code: 'UNKNOWN_PRODUCT' } });
    expect(shopper.priced.map(({ point }) => point)).toEqual(['p', 'p', 'p']);
  });

  test('a locale that is none is an error of the input', async () => {
    const { errors } = await ask('{ price(product: "a") { price { formatted(locale: "not_a_locale") } } }');
    expect(errors[0].extensions).toMatchObject({ code: 'INVALID_INPUT', path: 'locale' });
  });

  test('amounts beyond 32 bits', async () => {
    const price = { amount: 2 ** 53 - 1, currency: 'JPY' };
    shopper.products.set('d', product('d', { variants: [{ id: 'v', price }] }));
    const { data } = await ask('{ price(product: "d") { price { amount } } }');
    expect(data.price.price.amount).toBe(2 ** 53 - 1);
  });
});

test('choice', async () => {
  const { data } = await ask(
    '{ choice(point: "banner", situation: {category: "c"}) { point decision source token action } }',
  );
  expect(data.choice).toEqual({
    point: 'banner',
    decision: 'choice',
    source: 'policy',
    token: 'signed:choice',
    action: 'banner-2',
  });
  expect(shopper.chosen).toEqual([{ visitor: {}, situation: { category: 'c' }, point: 'banner' }]);
});

describe('product', () => {
  const fields =
    'title brand categories tags images { url alt } variants { id price { amount } compareAt { amount } available }';

  test('absent facts are empty lists and nulls', async () => {
    const { data } = await ask(`{ product(id: "a") { ${fields} } }`);
    expect(data.product).toEqual({
      title: 'Product a',
      brand: null,
      categories: ['home', 'lamps'],
      tags: [],
      images: [],
      variants: [{ id: 'a-v', price: { amount: 1999 }, compareAt: null, available: true }],
    });
  });

  test('availability counts pieces and back orders', async () => {
    const price = { amount: 1, currency: 'EUR' };
    const variants = [{ stock: 1 }, { stock: 0 }, { stock: -1, backorder: true }, {}];
    shopper.products.set(
      'a',
      product('a', { variants: variants.map((each, i) => ({ id: `${i}`, price, ...each })) }),
    );
    const { data } = await ask('{ product(id: "a") { variants { available } } }');
    const seen: { available: boolean }[] = data.product.variants;
    expect(seen.map(({ available }) => available)).toEqual([true, false, true, true]);
  });

  test('null when unknown or not to be shown', async () => {
    shopper.hidden.add('b');
    const { data } = await ask('{ unknown: product(id: "nope") { id } hidden: product(id: "b") { id } }');
    expect(data).toEqual({ unknown: null, hidden: null });
  });
});

describe('track', () => {
  test('hands events over without their nulls, row by row', async () => {
    const { data } = await ask(
      `mutation ($events: [EventInput!]!) { track(events: $events) {
        accepted duplicates rejected { index code message fix path }
      } }`,
      {
        events: [
          { id: 'e1', kind: 'click', at: '2026-01-31T12:00:00Z', product: 'a', quantity: null },
          { id: 'e2', kind: 'search', at: '2026-01-31T12:00:00Z', query: 'lamp' },
        ],
      },
    );
    expect(data.track).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [{ index: 1, code: 'INVALID_EVENT', message: 'No product', fix: null, path: 'product' }],
    });
    expect(shopper.tracked).toEqual([
      { id: 'e1', kind: 'click', at: noon, product: 'a' },
      { id: 'e2', kind: 'search', at: noon, query: 'lamp' },
    ]);
    expect(shopper.tracked[0]).not.toHaveProperty('quantity');
  });

  test('a purchase does not come from here', async () => {
    const { errors } = await ask(
      'mutation { track(events: [{id: "e", kind: purchase, at: "x"}]) { accepted } }',
    );
    expect(errors.length).toBeGreaterThan(0);
    expect(shopper.tracked).toEqual([]);
  });
});

test('a context without a gateway is a masked error', async () => {
  const { errors } = await execute(schema, '{ product(id: "a") { id } }', {});
  expect(errors[0].extensions.code).toBe('INTERNAL');
});

test('shopper: the token to keep, with or without one', async () => {
  const { data } = await ask(
    'mutation { made: shopper { token expiresAt } kept: shopper(token: "t") { token } none: shopper(token: null) { token } }',
  );
  expect(data).toEqual({
    made: { token: 'kept:new', expiresAt: new Date(noon).toISOString() },
    kept: { token: 'kept:t' },
    none: { token: 'kept:new' },
  });
});
