import type { Quote } from '../client/wire.ts';
import { createBox } from './box.ts';
import { h } from './dom.ts';
import { type Definition, define, type Face, type Host } from './element.ts';
import { pricePieces } from './prices.ts';
import { priceCss } from './styles.ts';

function face(host: Host): Face<Quote> {
  const { element, root, given, required, watch, renew } = host;
  const box = createBox(root, 'span', 'price');

  return {
    ask: async (client) => client.price(required('product'), given('variant', 'point')),

    wait: () => box.reserve(h('i')),

    show(quote) {
      const { product, variant, decision, token, until } = quote;
      box.fill(...pricePieces(quote, host));
      watch(element, `${decision} ${product} ${variant}`, { product, variant, token: token ?? undefined });
      renew(() => until);
      return true;
    },

    fail: box.empty,
  };
}

const price: Definition<Quote> = {
  name: 'armoire-price',
  css: priceCss,
  asked: ['product', 'variant', 'point'],
  looks: [],
  face,
};

export function definePrice(): void {
  define(price);
}
