import { createYoga } from 'graphql-yoga';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryShopper } from '../../test/shopper-gateway.ts';
import { shopperSchema } from '../index.ts';
import { useCompiled } from './compiled.ts';
import { yogaOptions } from './options.ts';

const compileQuery = vi.hoisted(() => vi.fn());
vi.mock('graphql-jit', async (original) => {
  const jit = await original<typeof import('graphql-jit')>();
  return { ...jit, compileQuery: compileQuery.mockImplementation(jit.compileQuery) };
});
beforeEach(() => {
  compileQuery.mockClear();
});

const unexpected = vi.fn();
function yogaOf(plugins: ReturnType<typeof useCompiled>[], shopper = new MemoryShopper()) {
  const options = yogaOptions(shopperSchema(), { unexpected, context: () => ({ shopper, locale: 'de' }) });
  const limits = options.plugins?.slice(0, 1) ?? [];
  return createYoga({ ...options, plugins: [...limits, ...plugins] });
}

async function ask(yoga: ReturnType<typeof yogaOf>, query: string, variables: unknown = {}) {
  const response = await yoga.fetch('http://shop.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.json() };
}

const money = '{ amount currency formatted other: formatted(locale: "en") }';
const product = `{ id title description brand url categories tags images { url alt } variants { id title sku price
  ${money} compareAt ${money} available } }`;
const quote = `{ product variant price ${money} regular ${money} until decision source token }`;
const shelf = `{ point decision source token items { position propensity reasons { code value detail } product
  ${product} price ${quote} } }`;
const page = `query ($shelves: [ShelfInput!]!, $v: VisitorInput, $s: SituationInput) {
  f0: page(shelves: $shelves, visitor: $v, situation: $s) { shelves ${shelf} } }`;
const shelves = [{ point: 'home.top' }, { point: 'home.more', count: 1 }];

describe('compiled queries answer as others do', () => {
  it.each([
    ['a page', page, { shelves, v: { session: 's' }, s: { cart: ['a'], values: { device: 'phone', n: 1 } } }],
    ['nulls for what is left out', page, { shelves, v: null, s: { product: null } }],
    ['a point that there is not', page, { shelves: [{ point: 'nope' }] }],
    ['a variable that is missing', page, {}],
    ['a variable of another type', page, { shelves, v: { session: 7.5 } }],
    ['a field that there is not', page, { shelves: [{ point: 'home.top', size: 3 }] }],
    ['an attribute that is none', page, { shelves, s: { values: { deep: { er: 1 } } } }],
    ['attributes that are no object', page, { shelves, s: { values: 'x' } }],
    ['one shelf', `{ recommendations(point: "home.top", count: 3) ${shelf} }`, {}],
    ['an error of what may not be null', '{ recommendations(point: "nope") { token } }', {}],
    [
      'a price',
      `query ($p: ID!) { price(product: $p) ${quote} again: price(product: "b") ${quote} }`,
      { p: 'a' },
    ],
    ['one price of two', '{ price(product: "a") { variant } b: price(product: "nope") { variant } }', {}],
    ['a locale that is none', '{ product(id: "a") { variants { price { formatted(locale: "!") } } } }', {}],
    ['nothing', '{ product(id: "nope") { id } }', {}],
    [
      'a choice',
      '{ choice(point: "banner", situation: {values: {a: 1}}) { point decision source action } }',
      {},
    ],
  ])('%s', async (_, query, variables) => {
    const expected = await ask(yogaOf([]), query, variables);
    expect(compileQuery).not.toHaveBeenCalled();
    const yoga = yogaOf([useCompiled({ after: 0 })]);
    expect(await ask(yoga, query, variables)).toEqual(expected);
    expect(await ask(yoga, query, variables)).toEqual(expected);
    expect(compileQuery).toHaveBeenCalledOnce();
  });

  it.each([
    ['a list of promises', '{ prices(products: ["a", "nope"]) { variant } }'],
    ['a directive', '{ product(id: "a") { id @skip(if: true) title } }'],
    ['a fragment', '{ product(id: "a") { ...P } } fragment P on Product { id }'],
    ['a fragment inside', '{ product(id: "a") { ... { id } } }'],
    ['an alias of JavaScript’s own', '{ product(id: "a") { __proto__: id } }'],
    ['a mutation', 'mutation { shopper { token } }'],
    ['a question about the schema', '{ __typename }'],
  ])('and %s is executed as before', async (_, query) => {
    const yoga = yogaOf([useCompiled({ after: 0 })]);
    expect(await ask(yoga, query)).toEqual(await ask(yogaOf([]), query));
    expect(compileQuery).not.toHaveBeenCalled();
  });

  it('masks what nobody foresaw', async () => {
    const shopper = new MemoryShopper();
    vi.spyOn(shopper, 'page').mockRejectedValue(new Error('s3cret'));
    const { body } = await ask(yogaOf([useCompiled({ after: 0 })], shopper), page, { shelves });
    expect(JSON.stringify(body)).not.toContain('s3cret');
    expect(body.errors[0]).toMatchObject({ path: ['f0'], extensions: { code: 'INTERNAL' } });
    expect(unexpected).toHaveBeenLastCalledWith(expect.objectContaining({ message: 's3cret' }));
  });

  it('compiles what is asked often, and keeps so many', async () => {
    const yoga = yogaOf([useCompiled({ after: 2, most: 1 })]);
    const texts = ['{ product(id: "a") { id } }', '{ product(id: "b") { id } }'];
    for (let time = 0; time < 4; time++) {
      for (const text of texts) expect((await ask(yoga, text)).body.data.product.id).toMatch(/[ab]/);
    }
    expect(compileQuery).toHaveBeenCalledTimes(2);
  });
});
