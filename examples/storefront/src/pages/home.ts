import { type Article, categories, onShow, type Season } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Texts } from '../texts/index.ts';
import { ownShelf, shelf } from './shelf.ts';

export interface HomeParts {
  readonly season: Season;
  /** The shop's own list, where Armoire does not answer. */
  readonly popular: readonly Article[];
  readonly seasonal: readonly Article[];
  /** What this customer bought and has used up. */
  readonly again: readonly Article[];
}

export function home(texts: Texts, { season, popular, seasonal, again }: HomeParts): Html {
  const { home: words, list } = texts.words;
  return html`
  <section class="hero">
    <img src="/art/hero.svg" alt="${words.hero}" width="1600" height="900" fetchpriority="high">
    <div class="wrap hero-words">
      <p class="eyebrow">${words.eyebrow[season]}</p>
      <h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      <p><a class="button" href="/c/kitchen">${words.begin}</a></p>
    </div>
  </section>

  <div class="wrap stack">
    ${shelf(texts, { point: 'home.featured', heading: words.featured, count: 8 }, popular)}
    ${again.length > 0 && ownShelf(texts, words.again, again)}
    ${ownShelf(texts, words.season[season], seasonal)}

    <section aria-labelledby="rooms">
      <h2 id="rooms">${words.shelves}</h2>
      <ul class="tiles" role="list">${categories.map(({ id }) => {
        const { name, line } = texts.category(id);
        return html`<li><a class="tile" href="/c/${id}">
          <img src="/art/tile-${id}.svg" alt="" width="800" height="560" loading="lazy" decoding="async">
          <span class="tile-words"><span class="tile-name">${name}</span><span class="tile-line">${line}</span><span class="tile-count">${list.things(onShow(id).length)}</span></span>
        </a></li>`;
      })}</ul>
    </section>

    <section class="note" aria-labelledby="how">
      <div>
        <h2 id="how">${words.who}</h2>
        <p>${words.whoText}</p>
      </div>
      <p><a class="button quiet" href="/admin/decisions">${words.readLog}</a></p>
    </section>
  </div>`;
}
