import { type Article, articleOf, currency } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import {
  kept,
  type Order,
  orderTotals,
  type Return,
  type ReturnFault,
  reasons,
  refundOf,
  returnUntil,
  stateOf,
} from '../orders/index.ts';
import type { Texts } from '../texts/index.ts';
import { crumbs, notice, photo } from './parts.ts';
import { ownShelf, shelf } from './shelf.ts';
import { brief, sums } from './sums.ts';

/** An order with what came back of it. */
export interface OrderParts {
  readonly order: Order;
  readonly returns: readonly Return[];
}

const sumOf = (texts: Texts, amount: number) => texts.money({ amount, currency });

export function thanks(texts: Texts, order: Order, companions: readonly Article[]): Html {
  const { orders: words } = texts.words;
  return html`<div class="wrap stack">
    <div class="page-head"><p class="eyebrow">${words.order(order.id)}</p><h1>${words.thanks}</h1>
      <p class="lead">${words.thanksLead}</p></div>
    <section class="till receipt" aria-label="${words.ordered}">
      ${brief(texts, order.lines)}
      ${sums(texts, orderTotals(order), words.charged)}
    </section>
    <p class="buttons"><a class="button" href="/orders/${order.id}">${words.look}</a> <a class="button quiet" href="/">${words.back}</a> <a class="button quiet" href="/admin">${words.learned}</a></p>
    ${shelf(
      texts,
      {
        point: 'thanks.next',
        heading: words.next,
        count: 6,
        cart: order.lines.map(({ product }) => product),
      },
      companions,
    )}
  </div>`;
}

export function history(texts: Texts, orders: readonly OrderParts[], again: readonly Article[]): Html {
  const { orders: words, cart, list } = texts.words;
  return html`<div class="wrap stack">
    <div class="page-head">${crumbs(texts, [['/', list.shop]], words.title)}<h1>${words.title}</h1>
      <p class="lead">${orders.length === 0 ? words.none : words.lead}</p>
      ${orders.length === 0 && html`<p><a class="button" href="/">${cart.toTable}</a></p>`}</div>
    ${
      orders.length > 0 &&
      html`<ul class="history" role="list">${orders.map(
        ({ order, returns }) => html`<li class="till">
        <div class="history-head"><h2><a href="/orders/${order.id}">${words.order(order.id)}</a></h2>
          <p class="state ${stateOf(order, returns)}">${words.state[stateOf(order, returns)]}</p></div>
        <p class="soft">${words.placed(texts.date(order.at))} · ${sumOf(texts, orderTotals(order).total)}</p>
        <p class="thumbs">${order.lines.slice(0, 6).map(({ product }) => {
          const article = articleOf(product);
          return article && photo(article, 'room', undefined, false, texts.title(article));
        })}</p></li>`,
      )}</ul>`
    }
    ${again.length > 0 && ownShelf(texts, texts.words.home.again, again)}
  </div>`;
}

export interface OrderPageParts extends OrderParts {
  readonly now: number;
  readonly token: string;
  /** The return that the form will make, sealed: sent twice, it is made once. */
  readonly next: string;
  readonly fault: ReturnFault | undefined;
  /** The return that was just made. */
  readonly done: Return | undefined;
}

function returnForm(texts: Texts, { order, returns, now, token, next, fault }: OrderPageParts): Html | false {
  const { orders: words } = texts.words;
  if (stateOf(order, returns) === 'returned') return false;
  const until = returnUntil(order);
  if (now > until)
    return html`<section class="till"><h2>${words.giveBack}</h2><p class="soft">${words.late}</p></section>`;
  return html`<section class="till" aria-labelledby="back-title">
    <h2 id="back-title">${words.giveBack}</h2>
    <p class="soft">${words.until(texts.date(until))}</p>
    <form class="fields" method="post" action="/orders/${order.id}/return">
      ${fault !== undefined && html`<p class="notice care" role="alert" tabindex="-1" autofocus>${words.fault[fault]}</p>`}
      <input type="hidden" name="form" value="${token}"><input type="hidden" name="return" value="${next}">
      ${order.lines.map(({ product, variant }) => {
        const left = kept(order, returns, variant);
        const article = articleOf(product);
        const title = article ? texts.title(article) : variant;
        return (
          left > 0 &&
          html`<div class="back-line"><label for="back-${variant}"><span class="said">${words.howMany(title)}</span><span aria-hidden="true">${title}</span></label>
          <select id="back-${variant}" name="line-${variant}">${Array.from({ length: left + 1 }, (_, i) => html`<option>${i}</option>`)}</select></div>`
        );
      })}
      <div class="field"><label for="reason">${words.reason}</label>
        <select id="reason" name="reason">${reasons.map((reason) => html`<option value="${reason}">${words.reasons[reason]}</option>`)}</select></div>
      <button class="button quiet">${words.send}</button>
    </form>
  </section>`;
}

function returned(texts: Texts, order: Order, each: Return): Html {
  const { orders: words, cart } = texts.words;
  const lines = each.lines.flatMap(({ variant, quantity }) => {
    const line = order.lines.find((bought) => bought.variant === variant);
    return line === undefined ? [] : [{ ...line, quantity }];
  });
  return html`<section class="till" aria-label="${words.returned(texts.date(each.at))}">
    <h2>${words.returned(texts.date(each.at))}</h2>
    ${brief(texts, lines)}
    <dl class="sums">
      ${each.shipping > 0 && html`<div><dt>${cart.delivery}</dt><dd>${sumOf(texts, each.shipping)}</dd></div>`}
      <div class="sum"><dt>${words.refund}</dt><dd>${sumOf(texts, refundOf(order, each))}</dd></div></dl>
  </section>`;
}

export function orderPage(texts: Texts, parts: OrderPageParts): Html {
  const { order, returns, done } = parts;
  const { orders: words, checkout } = texts.words;
  const { name, street, postcode, town, country, note } = order.address;
  return html`<div class="wrap stack">
    <div class="page-head">${crumbs(texts, [['/orders', words.title]], words.order(order.id))}
      ${done !== undefined && notice(words.accepted(sumOf(texts, refundOf(order, done))))}
      <h1>${words.order(order.id)}</h1>
      <p class="lead">${words.placed(texts.date(order.at))} · <span class="state ${stateOf(order, returns)}">${words.state[stateOf(order, returns)]}</span></p></div>
    <div class="basket even">
      <div class="column">
        <section class="till" aria-label="${words.ordered}">${brief(texts, order.lines)}${sums(texts, orderTotals(order), words.charged)}</section>
        <section class="till" aria-labelledby="to-title"><h2 id="to-title">${words.to}</h2>
          <address>${name}<br>${street}<br>${postcode} ${town}<br>${checkout.countries[country]}</address>${note !== '' && html`<p class="soft">${note}</p>`}</section>
      </div>
      <div class="column">${returns.map((each) => returned(texts, order, each))}${returnForm(texts, parts)}</div>
    </div>
  </div>`;
}
