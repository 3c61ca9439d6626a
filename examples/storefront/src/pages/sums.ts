import type { Totals } from '../cart/index.ts';
import { articleOf, currency, makeOf } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { Texts } from '../texts/index.ts';
import { photo } from './parts.ts';

/** What a cart or an order comes to, with the tax in it. */
export function sums(texts: Texts, { goods, shipping, total, taxes }: Totals, label?: string): Html {
  const { cart: words } = texts.words;
  const money = (amount: number) => texts.money({ amount, currency });
  return html`<dl class="sums">
    <div><dt>${words.goods}</dt><dd>${money(goods)}</dd></div>
    <div><dt>${words.delivery}</dt><dd>${shipping === 0 ? words.free : money(shipping)}</dd></div>
    <div class="sum"><dt>${label ?? words.total}</dt><dd>${money(total)}</dd></div>
    ${taxes.map(({ rate, tax }) => html`<div class="soft"><dt>${words.taxes(texts.percent(rate))}</dt><dd>${money(tax)}</dd></div>`)}
  </dl>`;
}

/** What was bought, in short; what the shop no longer knows has no picture. */
export function brief(
  texts: Texts,
  lines: readonly {
    readonly product: string;
    readonly variant: string;
    readonly quantity: number;
    readonly cents: number;
  }[],
): Html {
  return html`<ul class="brief" role="list">${lines.map(({ product, variant, quantity, cents }) => {
    const article = articleOf(product);
    const make = article && makeOf(article, variant);
    const name = article && make ? `${texts.title(article)}, ${texts.make(make.name)}` : variant;
    return html`<li>${article ? photo(article, 'room', make) : html`<span></span>`}<span>${quantity} × ${
      article ? html`<a href="/p/${product}">${name}</a>` : name
    }</span><span>${texts.money({ amount: cents * quantity, currency })}</span></li>`;
  })}</ul>`;
}
