import { minute } from '@armoire/protocol';
import type { Quote } from '../client/wire.ts';
import { createBox } from './box.ts';
import { h } from './dom.ts';
import { type Definition, define, type Face, type Host } from './element.ts';
import { pricePieces } from './prices.ts';
import { priceCss } from './styles.ts';

/** Bounds of the time after which a price is asked for again: a wrong clock must not make a busy loop. */
const soonest = minute;
/** The longest time a browser's timer takes. */
const latest = 2 ** 31 - 1;

function face({ element, root, given, required, word, locale, watch, renewIn }: Host): Face<Quote> {
  const box = createBox(root, 'span', 'price');

  return {
    ask: async (client) => client.price(required('product'), given('variant', 'point')),

    wait: () => box.reserve(h('i')),

    show(quote) {
      const { product, variant, decision, token, until } = quote;
      box.fill(...pricePieces(quote, locale(), word('regular')));
      watch(element, `${decision} ${product} ${variant}`, { product, variant, token: token ?? undefined });
      renewIn(Math.min(Math.max(Date.parse(until) - Date.now(), soonest) || soonest, latest));
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
