import { type Article, currency } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Texts } from '../texts/index.ts';
import { photo } from './parts.ts';

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
  texts: Texts,
  { point, heading, count, product, cart, category }: ShelfParts,
  own: readonly Article[],
): Html {
  return html`<armoire-shelf point="${point}" heading="${heading}" count="${count}"${product !== undefined && html` product="${product}"`}${category !== undefined && html` category="${category}"`}${cart !== undefined && cart.length > 0 && html` cart="${cart.join(',')}"`}>
    ${ownShelf(texts, heading, own.slice(0, count))}
  </armoire-shelf>`;
}

/** A row that the shop fills by itself. */
export function ownShelf(texts: Texts, heading: string, own: readonly Article[]): Html {
  return html`<section class="own" aria-label="${heading}">
    <h2>${heading}</h2>
    <ul role="list">${own.map(
      (article) => html`<li><a href="/p/${article.id}">
        <div class="own-picture">${photo(article, 'room')}</div>
        <div class="own-title">${texts.title(article)}</div>
        <div class="own-price">${labelPrice(texts, article)}</div>
      </a></li>`,
    )}</ul>
  </section>`;
}

function labelPrice({ words, money }: Texts, { price, before, makes }: Article): Html {
  const dearer = makes.some((make) => (make.price ?? price) > price);
  const label = money({ amount: price, currency });
  return html`${dearer ? `${words.list.from} ${label}` : label}${before !== undefined && html`<s class="was"><span class="said">${words.list.regular} </span>${money({ amount: before, currency })}</s>`}`;
}
