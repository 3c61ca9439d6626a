import { categories, onShow, popular } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import { shelf } from './parts.ts';

export function home(): Html {
  return html`
  <section class="hero">
    <img src="/art/hero.svg" alt="A sideboard in the evening sun: a board, a casserole, a vase with eucalyptus, a lamp, a teapot and a small olive tree." width="1600" height="900" fetchpriority="high">
    <div class="wrap hero-words">
      <p class="eyebrow">Autumn at Fennel &amp; Flint</p>
      <h1>Things for a&nbsp;slower home.</h1>
      <p class="lead">Iron that outlives the cooker, mugs that fit the hand, lamps for the hours after six.</p>
      <p><a class="button" href="/c/kitchen">Begin in the kitchen</a></p>
    </div>
  </section>

  <div class="wrap stack">
    ${shelf({ point: 'home.featured', heading: 'On the front table today', count: 8 }, popular(8))}

    <section aria-labelledby="rooms">
      <h2 id="rooms">Six shelves</h2>
      <ul class="tiles" role="list">${categories.map(
        ({ id, name, line }) => html`<li><a class="tile" href="/c/${id}">
          <img src="/art/tile-${id}.svg" alt="" width="800" height="560" loading="lazy" decoding="async">
          <span class="tile-words"><span class="tile-name">${name}</span><span class="tile-line">${line}</span><span class="tile-count">${onShow(id).length} things</span></span>
        </a></li>`,
      )}</ul>
    </section>

    <section class="note" aria-labelledby="how">
      <div>
        <h2 id="how">Who lays the front table?</h2>
        <p>Nobody does, and everybody. The shelf above is chosen anew for every visit: mostly what people like, now and then something that has not had its chance. Each choice is written down with the probability that it had, and every click changes the next one.</p>
      </div>
      <p><a class="button quiet" href="/admin">Read the log of decisions</a></p>
    </section>
  </div>`;
}
