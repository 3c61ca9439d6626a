import { seededRng } from '@armoire/core';
import { newShopper, shopperHeader } from '@armoire/protocol';
import { createClient } from '@armoire/widget';
import { popular } from './busy-shop.ts';
import { publicKey } from './shop-process.ts';

/** One request of a page, as the widget sends it. */
export interface Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asked {
  readonly products: number;
  /** Of shoppers with a past. */
  readonly tokens: readonly string[];
}

/**
 * Endless questions for a shelf of twelve in turns: half of them on the start page, half beside a product; two of three
 * by shoppers with a token, the third by somebody who has just come.
 */
export async function* questions({ products, tokens }: Asked, seed: number): AsyncGenerator<Question> {
  const rng = seededRng(seed, 'questions');
  const texts = {
    home: await widgetAsks('home.featured', false),
    beside: await widgetAsks('product.related', true),
  };
  for (let i = 0; ; i++) {
    const { headers, query, variables } = i % 2 === 0 ? texts.home : texts.beside;
    const shopper = i % 3 === 0 ? undefined : tokens[Math.floor(rng.next() * tokens.length)];
    const v = { session: `x${seed}-${i}`, ...(shopper === undefined ? {} : { shopper }) };
    const situation =
      'situation0' in variables ? { situation0: { product: popular(rng.next(), products) } } : {};
    yield {
      headers: { ...headers, ...(shopper === undefined ? { [shopperHeader]: newShopper } : {}) },
      body: JSON.stringify({ query, variables: { ...variables, v, ...situation } }),
    };
  }
}

/** What the widget's own client sends for one shelf. */
async function widgetAsks(point: string, beside: boolean) {
  const sent: RequestInit[] = [];
  const client = createClient({
    url: 'http://shop.example',
    key: publicKey,
    consent: 'granted',
    session: 'x',
    shopper: 'known',
    fetch: async (_, init) => {
      sent.push(init ?? {});
      return Response.json({ data: { f0: { shelves: [{}] } } });
    },
  });
  await client.page([{ point }], beside ? { product: 'p0' } : undefined);
  client.close();
  const [{ headers, body } = {}] = sent;
  const { query, variables } = JSON.parse(String(body)) as {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
  };
  return { headers: headers as Record<string, string>, query, variables };
}
