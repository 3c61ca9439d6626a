import type { ShownProduct } from '../client/wire.ts';
import { h } from './dom.ts';
import type { Host } from './element.ts';
import { offerOf } from './offer.ts';
import { pricePieces } from './prices.ts';
import { safeUrl } from './urls.ts';

/** The picture's nominal size in pixels; the style sheet gives it the card's width and the ratio. */
const side = '320';

/** What a card needs of its shelf. */
type Shelf = Pick<Host, 'element' | 'attribute' | 'word' | 'locale'>;

/** The place of a card that is not there yet, of exactly a card's size. */
export function ghostCard(): HTMLElement {
  return h(
    'li',
    { part: 'item', class: 'ghost' },
    h('div', { class: 'media' }),
    h('div', { class: 'title' }, h('i')),
    h('div', { class: 'price' }, h('i')),
  );
}

/** The picture, or the title's first letter where there is none or it fails to load. */
function media({ title, images }: ShownProduct, base: string, soldOut: string | undefined): HTMLElement {
  const letter = h('span', { class: 'letter', part: 'letter', 'aria-hidden': 'true' }, [...title][0] ?? '');
  const src = safeUrl(images[0]?.url, base);
  // The title stands beside it: a picture without a text of its own adds nothing to be read out.
  const picture =
    src &&
    h('img', {
      part: 'image',
      alt: images[0]?.alt ?? '',
      width: side,
      height: side,
      loading: 'lazy',
      decoding: 'async',
      src,
    });
  if (picture) picture.addEventListener('error', () => picture.replaceWith(letter));
  const box = h('div', { class: 'media', part: 'media' }, picture || letter);
  if (soldOut) box.append(h('span', { class: 'badge', part: 'sold-out' }, soldOut));
  return box;
}

/** A product's card: a list item with one link. `link` is the address pattern for products without their own. */
export function card(product: ShownProduct, { element, attribute, word, locale }: Shelf): HTMLElement {
  const base = element.baseURI;
  const offer = offerOf(product.variants);
  const pattern = attribute('link');
  const href = product.url ?? pattern?.replace('{id}', () => encodeURIComponent(product.id));
  const price = h('div', { class: 'price', part: 'price' });
  if (offer) {
    const from = offer.from ? word('from', 'label-from') : undefined;
    price.append(...pricePieces({ ...offer, pattern: from }, locale(), word('regular', 'label-regular')));
  }
  return h(
    'li',
    { part: offer?.soldOut ? 'item unavailable' : 'item' },
    h(
      'a',
      { part: 'link', href: safeUrl(href, base) },
      media(product, base, offer?.soldOut ? word('soldOut', 'label-sold-out') : undefined),
      h('div', { class: 'title', part: 'title' }, product.title),
      price,
    ),
  );
}
