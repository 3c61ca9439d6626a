import { type Html, html } from '../http/html.ts';
import { type Doings, type Pace, paces } from '../simulated/index.ts';
import type { Texts } from '../texts/index.ts';

export interface ShoppersParts {
  readonly pace: Pace;
  readonly doings: Doings;
  /** Whether the database has grown to its limit. */
  readonly full: boolean;
  /** The date in their world. */
  readonly at: number | undefined;
}

/** Who the simulated shoppers are, what they have done, and the switch. */
export function shoppers(texts: Texts, { pace, doings, full, at }: ShoppersParts): Html {
  const { simulated: words } = texts.words;
  const figures: readonly (readonly [string, string])[] = [
    [words.sessions, texts.number(doings.sessions)],
    [words.views, texts.number(doings.views)],
    [words.clicks, texts.number(doings.clicks)],
    [words.orders, texts.number(doings.orders)],
    ...(at === undefined ? [] : [[words.date, texts.date(at)] as const]),
  ];
  return html`<div class="wrap stack">
    <div class="page-head"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>
    ${full && html`<p class="notice care" role="status">${words.full}</p>`}
    <section class="paces" aria-labelledby="pace">
      <h2 id="pace">${words.pace}</h2>
      <form method="post" action="/shoppers"><ul role="list">${paces.map(
        (each) =>
          html`<li><button class="pace" name="pace" value="${each}"${each === pace && html` aria-current="true"`}><span class="pace-name">${words.paces[each]}</span><span class="pace-hint">${words.hints[each]}</span></button></li>`,
      )}</ul></form>
    </section>
    <section aria-labelledby="done">
      <h2 id="done">${words.done}</h2>
      <dl class="doings">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <p class="buttons"><a class="button" href="/admin">${words.watch}</a>
        <a class="button quiet" href="/admin/points/home.featured">${words.watchPoint}</a></p>
    </section>
    <section aria-labelledby="who"><h2 id="who">${words.who}</h2>
      <div class="prose-set">${words.whoTexts.map((text) => html`<p class="prose">${text}</p>`)}</div></section>
  </div>`;
}
