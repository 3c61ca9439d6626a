import { categories, currency } from '../catalog/index.ts';
import { type Fragment, type Html, html } from '../http/html.ts';
import { arrange, bounds, facetsOf, isFiltered, type Offered, sorts, type Wish } from '../listing/index.ts';
import type { Texts } from '../texts/index.ts';
import { card } from './parts.ts';

export interface ListingParts {
  /** Where the form leads, and what else its address holds. */
  readonly action: string;
  readonly query?: string;
  readonly wish: Wish;
  /** Everything that the page could list. */
  readonly offered: readonly Offered[];
  /** Whether shelves can be chosen among. */
  readonly shelves: boolean;
}

/** Cards that are in sight at once. */
const above = 3;

function select(
  name: string,
  label: string,
  value: string | undefined,
  options: readonly (readonly [string, string])[],
): Html {
  return html`<div class="filter"><label for="by-${name}">${label}</label>
    <select id="by-${name}" name="${name}">${options.map(
      ([key, text]) =>
        html`<option value="${key}"${key === (value ?? '') && html` selected`}>${text}</option>`,
    )}</select></div>`;
}

/** Sorting and filters: a form that asks for another address, so that the list can be kept and sent on. */
function controls(texts: Texts, { action, query, wish, offered, shelves }: ListingParts): Html {
  const { list: words } = texts.words;
  const { makers, colours } = facetsOf(offered);
  const any = ['', words.any] as const;
  const ours = query === undefined ? words.sorts.ours : words.sorts.match;
  const named = colours
    .map((name) => [name, texts.make(name)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], texts.language));
  return html`<details class="refine"${(isFiltered(wish) || wish.sort !== 'ours') && html` open`}>
    <summary>${words.refine}</summary>
    <form class="filters" action="${action}">
      ${query !== undefined && html`<input type="hidden" name="q" value="${query}">`}
      ${select(
        'sort',
        words.sort,
        wish.sort,
        sorts.map((sort) => [sort, sort === 'ours' ? ours : words.sorts[sort]]),
      )}
      ${shelves && select('shelf', words.category, wish.shelf, [any, ...categories.map(({ id }) => [id, texts.category(id).name] as const)])}
      ${makers.length > 1 && select('maker', words.maker, wish.maker, [any, ...makers.map((maker) => [maker, maker] as const)])}
      ${named.length > 1 && select('colour', words.colour, wish.colour, [any, ...named])}
      ${select('upto', words.upTo, wish.upTo === undefined ? undefined : String(wish.upTo), [any, ...bounds.map((bound) => [String(bound), texts.money({ amount: bound, currency })] as const)])}
      <label class="check"><input type="checkbox" name="stock" value="1"${wish.available && html` checked`}> ${words.available}</label>
      <div class="filter-go"><button class="button small">${words.apply}</button>
      ${isFiltered(wish) && html`<a href="${query === undefined ? action : `${action}?q=${encodeURIComponent(query)}`}">${words.clear}</a>`}</div>
    </form>
  </details>`;
}

/** A list of articles with what changes it. */
export function listing(texts: Texts, parts: ListingParts, heading: Fragment): Html {
  const { words, language } = texts;
  const shown = arrange(parts.offered, parts.wish, (article) => texts.title(article), language);
  return html`<section class="listing" aria-labelledby="list-title">
    <div class="listing-head"><h2 id="list-title">${heading}</h2><p class="soft">${words.list.things(shown.length)}</p></div>
    ${controls(texts, parts)}
    ${
      shown.length === 0
        ? html`<p class="lead">${words.list.none}</p>`
        : html`<ul class="grid" role="list">${shown.map((each, i) => card(texts, each, i < above))}</ul>`
    }
  </section>`;
}
