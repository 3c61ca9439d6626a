import type { Article, CategoryId } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Found } from '../search/index.ts';
import type { Texts } from '../texts/index.ts';
import { type ListingParts, listing } from './listing.ts';
import { crumbs } from './parts.ts';
import { shelf } from './shelf.ts';

function head(texts: Texts, title: string, line: string, crumb = title): Html {
  return html`<div class="page-head">
    ${crumbs(texts, [['/', texts.words.list.shop]], crumb)}
    <h1>${title}</h1>
    <p class="lead">${line}</p>
  </div>`;
}

/** One of the six shelves. */
export function category(
  texts: Texts,
  id: CategoryId,
  parts: ListingParts,
  popular: readonly Article[],
): Html {
  const { name, line } = texts.category(id);
  const { list } = texts.words;
  return html`<div class="wrap stack">
    ${head(texts, name, line)}
    ${shelf(texts, { point: 'category.top', heading: list.top(name), count: 6, category: id }, popular)}
    ${listing(texts, parts, list.all)}
  </div>`;
}

/** All of them. */
export function everything(texts: Texts, parts: ListingParts): Html {
  const { list } = texts.words;
  return html`<div class="wrap stack">${head(texts, list.everything, list.everythingLine)}${listing(texts, parts, list.all)}</div>`;
}

export interface SearchParts extends ListingParts {
  readonly query: string;
  readonly found: Found;
}

export function search(texts: Texts, parts: SearchParts, popular: readonly Article[]): Html {
  const { query, found } = parts;
  const { search: words, list } = texts.words;
  const count = found.articles.length;
  const title = query === '' ? words.ask : words.quoted(query);
  const line =
    query === ''
      ? words.tip
      : count === 0
        ? words.none
        : found.guessed
          ? words.near(count)
          : list.things(count);
  return html`<div class="wrap stack">
    ${head(texts, title, line, words.title)}
    ${
      count > 0
        ? listing(texts, parts, words.title)
        : shelf(texts, { point: 'home.featured', heading: words.instead, count: 6 }, popular)
    }
  </div>`;
}
