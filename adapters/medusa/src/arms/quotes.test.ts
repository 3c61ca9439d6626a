import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { PriceArms } from './arms.ts';
import { askingOwn, inArms } from './quotes.ts';

const question = `query Ask($id: ID!, $who: VisitorInput) {
  price(product: $id, visitor: $who) { variant price { amount } regular { amount } until decision token }
  recommendations(point: "home") {
    items { product { variants { price { amount } } } price { charged: price { amount currency } ...More } }
  }
}
fragment More on Quote { reduction { percent } priceToken }`;

it('asks for the merchant’s own price in the place of each quote’s, and for nothing that tells the other', () => {
  expect(askingOwn(question)).toBe(`query Ask($id: ID!, $who: VisitorInput) {
  price(product: $id, visitor: $who) {
    variant
    price: regular {
      amount
    }
    regular {
      amount
    }
    until
    decision @skip(if: true)
    token @skip(if: true)
  }
  recommendations(point: "home") {
    items {
      product {
        variants {
          price {
            amount
          }
        }
      }
      price {
        charged: regular {
          amount
          currency
        }
        ...More
      }
    }
  }
}

fragment More on Quote {
  reduction @skip(if: true) {
    percent
  }
  priceToken @skip(if: true)
}`);
  expect(askingOwn('{ no question')).toBeUndefined();
});

const learned = 'eyJhbGciOiJ.eyJzdWIi.c2ln';

/** An engine that keeps what it is asked. */
function engine(armed = true) {
  const asked: string[] = [];
  const inner: Engine = {
    keys: { public: 'pk', secret: 'sk' },
    send: async (request) => {
      asked.push(await request.text());
      return new Response();
    },
    warmUp: async () => {},
    cycleSoon: async () => {},
    close: async () => {},
  };
  const drawn = async (token: unknown) =>
    token === learned ? { arm: 'learned' as const, propensity: 0.5 } : undefined;
  const wrapped = inArms(inner, { armed, drawn } as unknown as PriceArms);
  const ask = async (body: unknown, path = '/graphql', host = 'armoire.invalid', headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await wrapped.send(new Request(`http://${host}${path}`, { method: 'POST', body: text, headers }));
    return asked.at(-1) ?? '';
  };
  return { ask };
}

const query = '{ price(product: "a") { price { amount } } }';

it('leaves the question of a shopper alone who sees what was learned', async () => {
  const body = { query, variables: { visitor: { shopper: learned } } };
  expect(JSON.parse(await engine().ask(body))).toEqual(body);
  const inline = {
    query: `{ price(product: "a", visitor: { shopper: "${learned}" }) { price { amount } } }`,
  };
  expect(JSON.parse(await engine().ask(inline))).toEqual(inline);
});

it('asks for everybody else, and for everybody where the arms are not in place, for the merchant’s own', async () => {
  const other = { query, variables: { visitor: { shopper: 'eyJhbGciOiJ.eyJzdWIi.Zm9yZ2Vk' } } };
  for (const asked of [await engine().ask(other), await engine(false).ask({ query, variables: learned })])
    expect(asked).toContain('price: regular');
});

it('leaves alone what is not a page’s question, or cannot be read', async () => {
  const body = JSON.stringify({ query });
  expect(await engine().ask(body, '/admin/graphql')).toBe(body);
  expect(await engine().ask(body, '/graphql', 'shop.example')).toBe(body);
  const measured = { 'content-length': String(body.length) };
  expect(await engine().ask(body, '/graphql', 'shop.example', measured)).toContain('price: regular');
  for (const odd of ['price {', JSON.stringify({ query: '{ price' }), '"price"', '[{"price":1}]'])
    expect(await engine().ask(odd)).toBe(odd);
});
