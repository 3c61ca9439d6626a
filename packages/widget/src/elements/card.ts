import type { ShelfItem, ShownProduct } from '../client/wire.ts';
import { h } from './dom.ts';
import type { Host } from './element.ts';
import { offerOf } from './offer.ts';
import { pricePieces } from './prices.ts';
import { safeUrl } from './urls.ts';

/** What a card needs of its shelf. */
type Shelf = Pick<Host, 'element' | 'attribute' | 'word' | 'locale'>;

/** The place of a card that is not there yet, of exactly a card's size. */
export function ghostCard(): HTMLElement {
  return h('li', {}, h('i', { part: 'media' }), h('div', { part: 'title' }), h('div', { part: 'price' }));
}

/** The picture, or the title's first letter where there is none or it fails to load. */
function media({ title, images: [image] }: ShownProduct, base: string, soldOut?: string): HTMLElement {
  const letter = h('span', { part: 'letter', 'aria-hidden': 'true' }, [...title][0] ?? '');
  const src = safeUrl(image?.url, base);
  // The title stands beside it: a picture without a text of its own adds nothing to be read out.
  const picture = h('img', {
    part: 'image',
    alt: image?.alt ?? '',
    loading: 'lazy',
    decoding: 'async',
    src,
  });
  picture.onerror = () => picture.replaceWith(letter);
  return h(
    'div',
    { part: 'media' },
    src ? picture : letter,
    ...(soldOut ? [h('span', { part: 'sold-out' }, soldOut)] : []),
  );
}

/** What a card says of its price. */
export function cardPrice(item: ShelfItem, shelf: Shelf): HTMLElement[] {
  const offer = offerOf(item);
  return offer ? pricePieces(offer, shelf) : [];
}

/** A product's card: a list item with one link. `link` is the address pattern for products without their own. */
export function card(item: ShelfItem, shelf: Shelf): HTMLElement {
  const { element, attribute, word } = shelf;
  const { product } = item;
  const base = element.baseURI;
  const soldOut = offerOf(item)?.soldOut;
  const href = product.url ?? attribute('link')?.replace('{id}', () => encodeURIComponent(product.id));
  return h(
    'li',
    { part: soldOut ? 'item unavailable' : 'item' },
    h(
      'a',
      { part: 'link', href: safeUrl(href, base) },
      media(product, base, soldOut ? word('sold-out') : undefined),
      h('div', { part: 'title' }, product.title),
      h('div', { part: 'price' }, ...cardPrice(item, shelf)),
    ),
  );
}
