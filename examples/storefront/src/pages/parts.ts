import { formatMoney, type Money } from '@armoire/protocol';
import type { Offer } from '../armoire.ts';
import { type Article, colourOf, currency, type Make, pictureUrl, variantId } from '../catalog/index.ts';
import type { View } from '../drawings/picture.ts';
import { type Html, html } from '../http/html.ts';

/** The language of the shop's prices, so that server and widget write them alike. */
const locale = 'en';

export const euros = (value: Money) => formatMoney(value, locale);

/** A picture of an article; the space is known before it comes. */
export function photo(article: Article, view: View, make?: Make, eager = false, alt = ''): Html {
  return html`<img src="${pictureUrl(article, view, make)}" alt="${alt}" width="640" height="640" decoding="async"${eager ? html` fetchpriority="high"` : html` loading="lazy"`}>`;
}

/** A price as the widget writes it: the regular one struck through where it is higher. */
function written({ price, regular }: Offer): Html {
  return html`<span class="now">${euros(price)}</span>${
    regular.amount > price.amount &&
    html`<s class="was"><span class="said">Regular price </span>${euros(regular)}</s>`
  }`;
}

/** The price of a variant: the server's answer at once, kept up to date by the widget. */
export function livePrice(article: Article, make: Make, offer: Offer): Html {
  return html`<armoire-price product="${article.id}" variant="${variantId(article, make)}">${written(offer)}</armoire-price>`;
}

const inStock = ({ makes }: Article) => makes.some(({ stock }) => stock > 0);

/** A card of the shop's own, as lists and search show it. */
export function card(article: Article, offer: Offer, eager = false): Html {
  const [make] = article.makes;
  if (make === undefined) return html``;
  const dearer = article.makes.some(({ price }) => (price ?? article.price) > article.price);
  return html`<li class="card${inStock(article) ? '' : ' gone'}">
    <a href="/p/${article.id}">
      <div class="card-picture">${photo(article, 'room', undefined, eager)}${!inStock(article) && html`<span class="badge">Sold out</span>`}${article.before !== undefined && html`<span class="badge warm">Reduced</span>`}</div>
      <h3>${article.title}</h3>
      <p class="card-line">${article.line}</p>
    </a>
    <p class="card-foot"><span class="price">${dearer && html`<span class="from">from </span>`}${livePrice(article, make, offer)}</span>${dots(article)}</p>
  </li>`;
}

/** The colours in which an article is made. */
function dots(article: Article): Html | false {
  if (article.axis !== 'Colour' || article.makes.length < 2) return false;
  return html`<span class="dots" role="img" aria-label="${article.makes.length} colours: ${article.makes.map(({ name }) => name).join(', ')}">${article.makes.map(
    (make) =>
      html`<svg viewBox="0 0 10 10" width="12" height="12"><circle cx="5" cy="5" r="4.6" fill="${colourOf(article, make)}"/></svg>`,
  )}</span>`;
}

export interface ShelfParts {
  readonly point: string;
  readonly heading: string;
  readonly count: number;
  readonly product?: string;
  readonly cart?: readonly string[];
  readonly category?: string;
}

/** A shelf that Armoire fills; until it does, and without scripts, the shop's own list stands there. */
export function shelf(
  { point, heading, count, product, cart, category }: ShelfParts,
  own: readonly Article[],
): Html {
  return html`<armoire-shelf point="${point}" heading="${heading}" count="${count}"${product !== undefined && html` product="${product}"`}${category !== undefined && html` category="${category}"`}${cart !== undefined && cart.length > 0 && html` cart="${cart.join(',')}"`}>
    <section class="own" aria-label="${heading}">
      <h2>${heading}</h2>
      <ul role="list">${own.slice(0, count).map(
        (article) => html`<li><a href="/p/${article.id}">
          <div class="own-picture">${photo(article, 'room')}</div>
          <div class="own-title">${article.title}</div>
          <div class="own-price">${ownPrice(article)}</div>
        </a></li>`,
      )}</ul>
    </section>
  </armoire-shelf>`;
}

function ownPrice({ price, before, makes }: Article): Html {
  const dearer = makes.some((make) => (make.price ?? price) > price);
  const label = euros({ amount: price, currency });
  return html`${dearer ? `from ${label}` : label}${before !== undefined && html`<s class="was">${euros({ amount: before, currency })}</s>`}`;
}

export function crumbs(trail: readonly (readonly [string, string])[], here: string): Html {
  return html`<nav class="crumbs" aria-label="You are here"><ol>${trail.map(
    ([href, name]) => html`<li><a href="${href}">${name}</a></li>`,
  )}<li aria-current="page">${here}</li></ol></nav>`;
}
