import type { Offer } from '../armoire.ts';
import type { Article, Category } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import { card, crumbs } from './parts.ts';

/** Cards that are in sight at once. */
const above = 3;

export function category({ name, line }: Category, listed: readonly (readonly [Article, Offer])[]): Html {
  return html`<div class="wrap stack">
    <div class="page-head">
      ${crumbs([['/', 'Shop']], name)}
      <h1>${name}</h1>
      <p class="lead">${line}</p>
    </div>
    <ul class="grid" role="list">${listed.map(([article, offer], i) => card(article, offer, i < above))}</ul>
  </div>`;
}

export function search(query: string, found: readonly (readonly [Article, Offer])[]): Html {
  return html`<div class="wrap stack">
    <div class="page-head">
      ${crumbs([['/', 'Shop']], 'Search')}
      <h1>${query === '' ? 'What are you looking for?' : html`“${query}”`}</h1>
      <p class="lead" role="status">${
        query === ''
          ? 'Try “tea”, “gift”, “wool” or a maker’s name.'
          : found.length === 0
            ? 'Nothing here goes by that name. Try “tea”, “gift” or “wool”.'
            : `${found.length} ${found.length === 1 ? 'thing' : 'things'}`
      }</p>
    </div>
    <ul class="grid" role="list">${found.map(([article, offer], i) => card(article, offer, i < above))}</ul>
  </div>`;
}
