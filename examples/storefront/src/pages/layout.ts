import { freeFrom, home } from '../cart/index.ts';
import { type CategoryId, categories, currency } from '../catalog/index.ts';
import { type Fragment, type Html, html } from '../http/html.ts';
import type { Pace } from '../simulated/index.ts';
import { type Language, languages, type Texts, textsOf } from '../texts/index.ts';

export type Consent = 'granted' | 'denied' | 'unasked';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What every page knows of its visitor and of the shop. */
export interface Frame {
  readonly texts: Texts;
  readonly theme: Theme;
  readonly consent: Consent;
  /** The shopper's name under consent, for the widget. */
  readonly shopper: string | undefined;
  readonly pieces: number;
  /** How fast simulated shoppers come. */
  readonly pace: Pace;
  /** Where this page is, to come back to. */
  readonly path: string;
  readonly publicKey: string;
  /** Milliseconds for which the widget waits for an answer. */
  readonly patience: number;
  /** The address of a file of `public/` or of the widget, with its version. */
  readonly file: (name: string) => string;
}

export interface PageParts {
  readonly title: string;
  readonly description?: string;
  readonly category?: CategoryId | undefined;
  readonly body: Html;
  /** What the page is for the widget's context. */
  readonly product?: string;
  /** An event to tell when the page is seen. */
  readonly view?: object | undefined;
  /** What was searched for, to stand in the field again. */
  readonly query?: string;
}

export const shopName = 'Fennel & Flint';

/** The shop's mark: a sprig of fennel in a pebble. */
const mark = html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><path d="M16 2c8 0 13 6 13 14.5S23.5 30 15.5 30 3 24 3 16 8 2 16 2Z" fill="var(--flint)"/><path d="M16 27V11m0 9c-4-1-6-4-6-7m6 4c4-1 6-4 6-7m-6 3c-2-1-3-3-3-5m3 4c2-1 3-3 3-5" fill="none" stroke="var(--sprig)" stroke-width="1.8" stroke-linecap="round"/></svg>`;

const icons: Readonly<Record<Theme, Html>> = {
  auto: html`<path d="M10 3a7 7 0 1 0 0 14Z" fill="currentColor"/><circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  light: html`<circle cx="10" cy="10" r="3.6" fill="currentColor"/><path d="M10 2v2.4M10 15.6V18M2 10h2.4M15.6 10H18M4.3 4.3 6 6M14 14l1.7 1.7M15.7 4.3 14 6M6 14l-1.7 1.7" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>`,
  dark: html`<path d="M15.8 12.4A6.6 6.6 0 0 1 7.6 4.2a6.6 6.6 0 1 0 8.2 8.2Z" fill="currentColor"/>`,
};

/** Languages and colours: forms that come back to where one was. */
function settings({ texts, theme, path }: Frame): Html {
  const { head } = texts.words;
  const back = html`<input type="hidden" name="back" value="${path}">`;
  const language = (id: Language) =>
    html`<button name="language" value="${id}" lang="${id}"${id === texts.language && html` aria-current="true"`}>${textsOf(id).words.name}</button>`;
  return html`<form class="toggle" method="post" action="/language"><fieldset><legend class="said">${head.language}</legend>${back}${languages.map(language)}</fieldset></form>
    <form class="toggle icons" method="post" action="/theme"><fieldset><legend class="said">${head.theme}</legend>${back}${themes.map(
      (id) =>
        html`<button name="theme" value="${id}" aria-label="${head.themes[id]}" title="${head.themes[id]}"${id === theme && html` aria-current="true"`}><svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">${icons[id]}</svg></button>`,
    )}</fieldset></form>`;
}

function nav({ words, category }: Texts, path: string, current: CategoryId | undefined): Html {
  const everything = path.split('?')[0] === '/shop';
  return html`<nav class="nav" aria-label="${words.head.nav}">
    <ul>${categories.map(
      ({ id }) =>
        html`<li><a href="/c/${id}"${id === current && html` aria-current="page"`}>${category(id).name}</a></li>`,
    )}<li><a href="/shop"${everything && html` aria-current="page"`}>${words.head.everything}</a></li></ul>
  </nav>`;
}

function header(frame: Frame, { category, query = '' }: PageParts): Html {
  const { texts, pieces, path } = frame;
  const { head } = texts.words;
  return html`<header class="top">
    <div class="wrap above"><p>${head.promise(texts.money({ amount: freeFrom(home), currency }))}</p>${settings(frame)}</div>
    <div class="wrap top-row">
      <a class="brand" href="/">${mark}<span>${shopName}</span></a>
      <form class="find" role="search" action="/search">
        <label class="said" for="q">${head.search}</label>
        <input id="q" name="q" type="search" value="${query}" placeholder="${head.find}" autocomplete="off" maxlength="80">
        <button type="submit" aria-label="${head.find}"><svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="m13 13 4.5 4.5" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg></button>
      </form>
      <a class="bag" href="/orders" aria-label="${head.orders}"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M12 3 4 7v10l8 4 8-4V7Z M4 7l8 4 8-4 M12 11v10" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/></svg></a>
      <a class="bag" href="/cart" aria-label="${head.bag(pieces)}">
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M5 8h14l1.2 12.2H3.8L5 8Z M8.5 10V7a3.5 3.5 0 0 1 7 0v3" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round"/></svg>
        ${pieces > 0 && html`<span class="count" aria-hidden="true">${pieces}</span>`}
      </a>
      ${nav(texts, path, category)}
    </div>
  </header>`;
}

/** Asks once, says what for, and offers both answers alike. */
function consentBar({ consent, path, texts }: Frame): Fragment {
  if (consent !== 'unasked') return '';
  const { consent: words } = texts.words;
  return html`<form class="consent" method="post" action="/consent" aria-label="${words.label}">
    <p><strong>${words.question}</strong> ${words.why}</p>
    <input type="hidden" name="back" value="${path}">
    <div class="consent-answers">
      <button class="button quiet" name="consent" value="denied">${words.no}</button>
      <button class="button quiet" name="consent" value="granted">${words.yes}</button>
    </div>
  </form>`;
}

/** Nobody is to take the simulated for real ones. */
function strip({ texts, pace }: Frame): Html {
  const { simulated } = texts.words;
  return html`<aside class="strip" aria-label="${simulated.title}"><a href="/shoppers"><span class="strip-dot${pace === 'off' && ' off'}" aria-hidden="true"></span>${simulated.here[pace]} <span class="strip-more">${simulated.change}</span></a></aside>`;
}

function footer({ consent, path, texts }: Frame): Html {
  const { foot } = texts.words;
  return html`<footer class="foot">
    <div class="wrap foot-row">
      <div><p class="brand">${mark}<span>${shopName}</span></p>
        <p>${foot.about}</p></div>
      <nav aria-label="${foot.behind}"><h2>${foot.behind}</h2><ul>
        <li><a href="/admin">${foot.dashboard}</a></li>
        <li><a href="/admin/decisions">${foot.log}</a></li>
        <li><a href="/shoppers">${texts.words.simulated.title}</a></li>
        <li><a href="/graphql">${foot.explorer}</a></li>
      </ul></nav>
      <div><h2>${foot.privacy}</h2>
        <p>${foot[consent]}</p>
        ${
          consent !== 'unasked' &&
          html`<form method="post" action="/consent"><input type="hidden" name="back" value="${path}">
          <button class="link" name="consent" value="${consent === 'granted' ? 'denied' : 'granted'}">${consent === 'granted' ? foot.forget : foot.remember}</button></form>`
        }</div>
    </div>
  </footer>`;
}

/** A whole page. */
export function layout(frame: Frame, parts: PageParts): Html {
  const { consent, shopper, publicKey, patience, file, texts, theme } = frame;
  const { title, description, category, body, product, view } = parts;
  const { language, words } = texts;
  return html`<html lang="${language}"${theme !== 'auto' && html` data-theme="${theme}"`}>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title === shopName ? shopName : `${title} · ${shopName}`}</title>
  <meta name="description" content="${description ?? words.tagline}">
  <meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${file('shop.css')}">
  ${language !== 'en' && html`<script src="${file(`titles.${language}.js`)}" defer></script>`}
  <script src="${file('armoire.js')}" data-key="${publicKey}" data-timeout="${patience}" data-consent="${consent === 'granted' ? 'granted' : 'denied'}"${shopper !== undefined && html` data-shopper="${shopper}"`}${product !== undefined && html` data-product="${product}"`}${category !== undefined && html` data-category="${category}"`} defer></script>
  <script src="${file('shop.js')}" data-consent="${consent}"${view !== undefined && html` data-view="${JSON.stringify(view)}"`} defer></script>
</head>
<body>
  <a class="skip" href="#main">${words.toContent}</a>
  ${strip(frame)}
  ${header(frame, parts)}
  <main id="main" tabindex="-1">${body}</main>
  ${footer(frame)}
  ${consentBar(frame)}
  <p class="said" id="live" role="status"></p>
</body>
</html>`;
}
