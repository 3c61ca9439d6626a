import type { Offer } from '../armoire.ts';
import { type Article, colourOf, leadOf, type Make, pictureUrl, variantId } from '../catalog/index.ts';
import type { View } from '../drawings/picture.ts';
import { type Html, html } from '../http/html.ts';
import type { Offered } from '../listing/index.ts';
import type { Texts } from '../texts/index.ts';

/** A picture of an article; the space is known before it comes. */
export function photo(article: Article, view: View, make?: Make, eager = false, alt = ''): Html {
  return html`<img src="${pictureUrl(article, view, make)}" alt="${alt}" width="640" height="640" decoding="async"${eager ? html` fetchpriority="high"` : html` loading="lazy"`}>`;
}

/** A price as the widget writes it: the regular one struck through where it is higher. */
function written({ money, words }: Texts, { price, regular }: Offer): Html {
  return html`<span class="now">${money(price)}</span>${
    regular.amount > price.amount &&
    html`<s class="was"><span class="said">${words.list.regular} </span>${money(regular)}</s>`
  }`;
}

/**
 * The price of a make: the server's answer at once, kept up to date by the widget where it is that of the make that leads
 * its article's price.
 */
export function livePrice(texts: Texts, article: Article, make: Make, offer: Offer): Html {
  const lead = leadOf(article);
  if (lead === undefined || (make.price ?? article.price) !== (lead.price ?? article.price))
    return written(texts, offer);
  return html`<armoire-price product="${article.id}" variant="${variantId(article, lead)}">${written(texts, offer)}</armoire-price>`;
}

/** A card of the shop's own, as lists and search show it. */
export function card(texts: Texts, { article, offer, left }: Offered, eager = false): Html {
  const { words } = texts;
  const { title, line } = texts.article(article);
  return html`<li class="card${left ? '' : ' gone'}">
    <a href="/p/${article.id}">
      <div class="card-picture">${photo(article, 'room', undefined, eager)}${!left && html`<span class="badge">${words.list.soldOut}</span>`}${article.before !== undefined && html`<span class="badge warm">${words.list.reduced}</span>`}</div>
      <h3>${title}</h3>
      <p class="card-line">${line}</p>
    </a>
    <p class="card-foot"><span class="price">${costsMore(article) && html`<span class="from">${words.list.from} </span>`}${written(texts, offer)}</span>${dots(texts, article)}</p>
  </li>`;
}

/** Whether some makes cost more than the first. */
const costsMore = ({ makes, price }: Article) => makes.some((make) => (make.price ?? price) > price);

/** The colours in which an article is made. */
function dots({ words, make }: Texts, article: Article): Html | false {
  if (article.axis !== 'Colour' || article.makes.length < 2) return false;
  const names = article.makes.map(({ name }) => make(name)).join(', ');
  return html`<span class="dots" role="img" aria-label="${words.list.colours(article.makes.length, names)}">${article.makes.map(
    (each) =>
      html`<svg viewBox="0 0 10 10" width="12" height="12"><circle cx="5" cy="5" r="4.6" fill="${colourOf(article, each)}"/></svg>`,
  )}</span>`;
}

export function crumbs(texts: Texts, trail: readonly (readonly [string, string])[], here: string): Html {
  return html`<nav class="crumbs" aria-label="${texts.words.list.here}"><ol>${trail.map(
    ([href, name]) => html`<li><a href="${href}">${name}</a></li>`,
  )}<li aria-current="page">${here}</li></ol></nav>`;
}

/** What was just done, seen at once, and read out by the page's live region when scripts run. */
export function notice(text: string | undefined, kind: 'done' | 'care' = 'done'): Html | false {
  return text !== undefined && html`<p class="notice ${kind}" data-say>${text}</p>`;
}
