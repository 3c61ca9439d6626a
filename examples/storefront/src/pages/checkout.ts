import { type CartLine, type Country, cartTotals, countries, home, isCountry } from '../cart/index.ts';
import { currency } from '../catalog/index.ts';
import { type Html, html } from '../http/html.ts';
import type { AddressFault, AddressField, AddressInput } from '../orders/index.ts';
import type { Texts } from '../texts/index.ts';
import { crumbs } from './parts.ts';
import { brief, sums } from './sums.ts';

export interface CheckoutParts {
  readonly lines: readonly CartLine[];
  readonly input: AddressInput;
  /** What is wrong with the address; empty while nothing was sent. */
  readonly faults: ReadonlyMap<AddressField, AddressFault>;
  readonly token: string;
  /** The country whose delivery was not in the sum that was seen. */
  readonly anew?: Country | undefined;
  /** The order that the form will place, sealed: sent twice, it is placed once. */
  readonly order: string;
}

const complete = {
  name: 'name',
  email: 'email',
  street: 'street-address',
  postcode: 'postal-code',
  town: 'address-level2',
} as const;

function fault({ words }: Texts, field: AddressField, faults: CheckoutParts['faults']): Html | false {
  const found = faults.get(field);
  return found !== undefined && html`<p class="fault" id="${field}-fault">${words.checkout.fault[found]}</p>`;
}

function field(
  texts: Texts,
  name: keyof typeof complete,
  { input, faults }: CheckoutParts,
  hint?: string,
): Html {
  const wrong = faults.has(name);
  const described = [wrong && `${name}-fault`, hint !== undefined && `${name}-hint`]
    .filter(Boolean)
    .join(' ');
  return html`<div class="field"><label for="${name}">${texts.words.checkout[name]}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <input id="${name}" name="${name}" value="${input[name]}" type="${name === 'email' ? 'email' : 'text'}" autocomplete="${complete[name]}" required${wrong && html` aria-invalid="true"`}${described !== '' && html` aria-describedby="${described}"`}>
    ${fault(texts, name, faults)}</div>`;
}

/** What is wrong, once more at the top: a list that leads to the fields, and has the focus when the page opens. */
function summary({ words }: Texts, { faults }: CheckoutParts): Html | false {
  if (faults.size === 0) return false;
  return html`<div class="notice care" role="alert" tabindex="-1" autofocus><h2>${words.checkout.faults(faults.size)}</h2>
    <ul>${[...faults].map(([name, found]) => html`<li><a href="#${name}">${words.checkout[name]}</a>: ${words.checkout.fault[found]}</li>`)}</ul></div>`;
}

export function checkout(texts: Texts, parts: CheckoutParts): Html {
  const { lines, input, faults, token, order, anew } = parts;
  const { checkout: words, cart } = texts.words;
  const country = isCountry(input.country) ? input.country : home;
  const totals = cartTotals(lines, country);
  return html`<div class="wrap stack">
    <div class="page-head">${crumbs(texts, [['/cart', cart.title]], words.title)}<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p></div>
    <div class="basket">
      <form class="fields" method="post" action="/checkout" novalidate>
        ${summary(texts, parts)}
        ${
          anew !== undefined &&
          html`<p class="notice care" role="alert" tabindex="-1" autofocus>${words.anew(words.countries[anew], texts.money({ amount: totals.total, currency }))}</p>`
        }
        <input type="hidden" name="total" value="${totals.total}">
        <input type="hidden" name="form" value="${token}"><input type="hidden" name="order" value="${order}">
        <h2>${words.address}</h2>
        ${field(texts, 'name', parts)}
        ${field(texts, 'email', parts, words.emailWhy)}
        ${field(texts, 'street', parts)}
        <div class="two">${field(texts, 'postcode', parts)}${field(texts, 'town', parts)}</div>
        <div class="field"><label for="country">${words.country}</label>
          <p class="hint" id="country-hint">${words.abroad}</p>
          <select id="country" name="country" autocomplete="country" aria-describedby="country-hint">${countries.map(
            (id) =>
              html`<option value="${id}"${id === country && html` selected`}>${words.countries[id]}</option>`,
          )}</select>${fault(texts, 'country', faults)}</div>
        <div class="field"><label for="note">${words.note} <span class="soft">(${words.optional})</span></label>
          <input id="note" name="note" value="${input.note}" maxlength="200" autocomplete="off"${faults.has('note') && html` aria-invalid="true" aria-describedby="note-fault"`}>${fault(texts, 'note', faults)}</div>
        <h2>${words.payment}</h2>
        <p class="choice"><strong>${words.onDelivery}</strong><br><span class="soft">${words.onDeliveryWhy}</span></p>
        <button class="button">${words.place}</button>
      </form>
      <section class="till" aria-label="${words.yours}">
        ${brief(
          texts,
          lines.map(({ article, variant, quantity, unitPrice }) => ({
            product: article.id,
            variant,
            quantity,
            cents: unitPrice.amount,
          })),
        )}
        ${sums(texts, totals)}
      </section>
    </div>
  </div>`;
}
