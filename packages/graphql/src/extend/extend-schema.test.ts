import { type GraphQLSchema, printSchema, validateSchema } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import { ask as execute } from '../../test/ask.ts';
import { globalIdShop, pricedShop, theirProduct } from '../../test/foreign-shops.ts';
import { MemoryShopper } from '../../test/shopper-gateway.ts';
import { type ExtendOptions, extendSchema } from '../index.ts';

interface Context {
  readonly armoire: MemoryShopper;
  readonly customer?: string;
}

const gateway = ({ armoire }: Context) => armoire;
let armoire: MemoryShopper;
beforeEach(() => {
  armoire = new MemoryShopper();
});
const ask = (schema: GraphQLSchema, source: string, customer?: string) =>
  execute(schema, source, { armoire, customer });

describe('a shop whose product has a price already', () => {
  const options: ExtendOptions<Context, unknown> = {
    product: 'Product',
    gateway,
    load: theirProduct,
    visitor: ({ customer }) => (customer ? { shopper: customer } : {}),
    fieldPrefix: 'armoire',
  };
  const schema = extendSchema(pricedShop, options);

  test('keeps its own fields beside ours', async () => {
    const { data, errors } = await ask(
      schema,
      `{ product(id: "a") {
        name price
        armoirePrice { price { amount formatted(locale: "en") } until token }
        armoireRecommendations(point: "home.top", count: 3) {
          token items { position propensity product { name slug price } price { price { amount } } }
        }
      } }`,
      's1',
    );
    expect(errors).toBeUndefined();
    const item = (id: string, position: number) => ({
      position,
      propensity: 0.5,
      product: { name: `Their ${id}`, slug: `their-${id}`, price: 5 },
      price: { price: { amount: 1899 } },
    });
    expect(data.product).toEqual({
      name: 'Their a',
      price: 5,
      armoirePrice: {
        price: { amount: 1899, formatted: '€18.99' },
        until: '2026-01-31T12:00:00.000Z',
        token: 'signed:price',
      },
      // Their catalogue does not know "d": its place stays empty.
      armoireRecommendations: {
        token: 'signed:of home.top',
        items: [item('b', 0), item('c', 1), { position: 2, propensity: 0.5, product: null, price: null }],
      },
    });
    expect(armoire.pages[0]).toMatchObject({ visitor: { shopper: 's1' }, situation: { product: 'a' } });
    expect(armoire.priced[0]?.visitor).toEqual({ shopper: 's1' });
  });

  test('several shelves of one product are one page, those of several products one page each', async () => {
    const shelves =
      'top: armoireRecommendations(point: "home.top", count: 1) { items { product { id } } } more: armoireRecommendations(point: "home.more", count: 2) { items { product { id } } }';
    const { data } = await ask(schema, `{ products { id ${shelves} } }`);
    expect(armoire.pages.map(({ situation, shelves: asked }) => [situation.product, asked.length])).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 2],
    ]);
    const ids = (shelf: { items: { product: { id: string } | null }[] }) =>
      shelf.items.map(({ product }) => product?.id);
    expect(ids(data.products[0].top)).toEqual(['b']);
    expect(ids(data.products[0].more)).toEqual(['c', undefined]);
  });

  test('each product is priced once', async () => {
    const { data } = await ask(schema, '{ products { armoirePrice { price { amount } } } }');
    expect(data.products).toHaveLength(3);
    expect(armoire.priced.map(({ product }) => product)).toEqual(['a', 'b', 'c']);
  });

  test('our questions and events', async () => {
    const { data, errors } = await ask(
      schema,
      `{
        armoirePage(shelves: [{point: "home.top"}], situation: {values: {device: "phone"}}) { shelves { point } }
        armoirePrices(products: ["a"]) { price { amount } }
        armoireChoice(point: "banner", visitor: {session: "t"}) { action }
      }`,
      's1',
    );
    expect(errors).toBeUndefined();
    expect(data.armoireChoice).toEqual({ action: 'banner-2' });
    expect(armoire.pages[0]?.visitor).toEqual({ shopper: 's1' });
    expect(armoire.chosen[0]?.visitor).toEqual({ session: 't' });
    const event = '{id: "e", kind: view, at: "2026-01-31T12:00:00Z", product: "a"}';
    const tracked = await ask(
      schema,
      `mutation { addToCart(product: "a") armoireTrack(events: [${event}]) { accepted } }`,
    );
    expect(tracked.data).toEqual({ addToCart: true, armoireTrack: { accepted: 1 } });
  });

  test('a failure of ours leaves their answer standing', async () => {
    const { data, errors } = await ask(
      schema,
      '{ product(id: "a") { name armoireRecommendations(point: "nope") { token } } }',
    );
    expect(data.product).toEqual({ name: 'Their a', armoireRecommendations: null });
    expect(errors[0].extensions.code).toBe('UNKNOWN_POINT');
  });

  test('is valid, and theirs is untouched', () => {
    const before = printSchema(pricedShop);
    expect(validateSchema(extendSchema(pricedShop, options))).toEqual([]);
    expect(printSchema(pricedShop)).toBe(before);
    expect(printSchema(schema)).not.toMatch(/ArmoireVariant|ArmoireImage|ArmoireProduct\b/);
  });

  test('names that clash are told at once', () => {
    const clash = { ...options, prefix: '', fieldPrefix: '' };
    expect(() => extendSchema(pricedShop, clash)).toThrow(
      expect.objectContaining({
        code: 'CONFLICT',
        message: 'The schema has Money, Product.price already',
        fix: expect.stringMatching(/prefix.*pick/),
      }),
    );
  });

  test('picked fields alone are added', () => {
    const printed = printSchema(
      extendSchema(pricedShop, { ...options, fieldPrefix: '', pick: ['Product.recommendations'] }),
    );
    expect(printed).toContain('recommendations(');
    expect(printed).not.toMatch(/track\(|page\(|choice\(/);
  });
});

describe('a shop with a query type of another name and no mutations', () => {
  const schema = extendSchema(globalIdShop, {
    product: 'Product',
    gateway,
    id: ({ gid }: { readonly gid: string }) => gid.slice(gid.lastIndexOf('/') + 1),
  });

  test('gets products as our catalogue has them, and its first mutation', async () => {
    const { data, errors } = await ask(
      schema,
      `{
        products { handle price { price { amount } } recommendations(point: "home.top", count: 1) {
          items { product { id title tags variants { available } } }
        } }
        recommendations(point: "home.top") { point }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data.products[0]).toEqual({
      handle: 'their-a',
      price: { price: { amount: 1899 } },
      recommendations: {
        items: [{ product: { id: 'b', title: 'Product b', tags: [], variants: [{ available: true }] } }],
      },
    });
    const tracked = await ask(schema, 'mutation { track(events: []) { accepted } }');
    expect(tracked.data).toEqual({ track: { accepted: 1 } });
    expect(validateSchema(schema)).toEqual([]);
  });

  test('a product without an id is a masked error that costs only its field', async () => {
    const { data, errors } = await ask(
      extendSchema(globalIdShop, { product: 'Product', gateway }),
      '{ products { handle price { product } } }',
    );
    expect(data.products[0]).toEqual({ handle: 'their-a', price: null });
    expect(errors[0].extensions.code).toBe('INTERNAL');
  });
});

test('a product type that is not there', () => {
  expect(() => extendSchema(pricedShop, { product: 'Produkt', gateway })).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', path: 'product' }),
  );
});
