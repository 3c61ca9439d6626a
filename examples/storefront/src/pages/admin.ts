import type { AuditLine, Decision, Explanation } from '@armoire/core';
import { type PlaceReward, placeKey } from '../armoire.ts';
import { articleOf, pictureUrl } from '../catalog/index.ts';
import { type Fragment, type Html, html } from '../http/html.ts';
import { mark, shopName } from './layout.ts';
import { isMoney } from './money.ts';
import { euros } from './parts.ts';

interface PointLine {
  readonly id: string;
  readonly kind: string;
  readonly policy: { readonly id: string; readonly version: number; readonly support: string };
  readonly samples: number;
}

export interface LogParts {
  readonly decisions: readonly Decision[];
  readonly explanations: ReadonlyMap<string, Explanation>;
  readonly rewards: ReadonlyMap<string, PlaceReward>;
  readonly points: readonly PointLine[];
  readonly audit: readonly AuditLine[];
  /** Audit lines that may still be undone. */
  readonly undoable: ReadonlySet<string>;
  readonly killed: boolean;
  /** The point that is looked at; all when absent. */
  readonly point: string | undefined;
  readonly now: number;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function when(at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${clock.format(at)}</time>`;
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** What a place has earned, and whether that is final. */
function rewardOf(reward: PlaceReward | undefined): Html {
  if (reward === undefined) return html`<span class="reward none" title="Not seen yet">–</span>`;
  const how = reward.seen.length > 0 ? reward.seen.join(', ').replaceAll('_', ' ') : 'ordered';
  const state = reward.due === undefined ? 'learned' : 'waiting';
  return html`<span class="reward ${reward.value > 0 ? 'won' : 'zero'}" title="${how}; ${state}">${reward.value.toLocaleString('en', { maximumFractionDigits: 2 })}${reward.due !== undefined && html`<span class="said"> so far</span><span aria-hidden="true">…</span>`}</span>`;
}

function place(decision: Decision, action: string, position: number, rewards: LogParts['rewards']): Html {
  const article = articleOf(action);
  const propensity = decision.propensities[position];
  return html`<li>
    ${article !== undefined && html`<a href="/p/${article.id}" title="${article.title}"><img src="${pictureUrl(article, 'room')}" alt="${article.title}" width="64" height="64" loading="lazy"></a>`}
    ${
      propensity !== undefined &&
      html`<svg class="bar" viewBox="0 0 64 4" width="64" height="4" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-all" width="64" height="4" rx="2"/><rect class="bar-part" width="${Math.max(1, propensity * 64).toFixed(1)}" height="4" rx="2"/></svg><span class="p" title="Probability with which it was chosen for this place">${percent(propensity)}</span>`
    }
    ${rewardOf(rewards.get(placeKey(decision.id, position)))}
  </li>`;
}

function priced(decision: Decision, rewards: LogParts['rewards']): Html {
  const { price, propensities } = decision;
  const article = price && articleOf(price.product);
  if (price === undefined || article === undefined) return html`<p>No price was set.</p>`;
  const lower = price.amount.amount < price.regular.amount;
  return html`<div class="priced">
    <a href="/p/${article.id}"><img src="${pictureUrl(article, 'room')}" alt="" width="64" height="64" loading="lazy"></a>
    <p><a href="/p/${article.id}">${article.title}</a><br><strong>${euros(price.amount)}</strong>${lower && html` <s>${euros(price.regular)}</s>`}
    ${propensities[0] !== undefined && html`<span class="p">${percent(propensities[0])}</span>`} ${rewardOf(rewards.get(placeKey(decision.id, 0)))}</p>
  </div>`;
}

/** What a decision was made about, and for whom; a price is for everybody. */
function subject({ context, unit, kind }: Decision): string {
  if (kind === 'price') return '';
  const about = context.values.product ?? context.values.category;
  const name = typeof about === 'string' ? (articleOf(about)?.title ?? about) : undefined;
  const who = unit.kind === 'shopper' ? `shopper ${unit.id.slice(0, 8)}` : `one ${unit.kind}`;
  return name === undefined ? `for ${who}` : `beside ${name}, for ${who}`;
}

function entry(decision: Decision, { explanations, rewards }: LogParts): Html {
  const { id, point, kind, at, source, chosen, policy } = decision;
  const places = explanations.get(id)?.places ?? [];
  return html`<li class="entry of-${kind}" id="d-${id}">
    <header>
      <h3>${point}</h3>
      <span class="source ${source}">${source}</span>
      <span class="about">${subject(decision)}</span>
      ${when(at)}
    </header>
    ${kind === 'price' ? priced(decision, rewards) : html`<ol class="places" role="list">${chosen.map((action, i) => place(decision, action, i, rewards))}</ol>`}
    <details data-keep="${id}">
      <summary>${places[0]?.text ?? 'Nothing was chosen.'}</summary>
      <ol class="why">${places.slice(1).map(({ text }) => html`<li>${text}</li>`)}</ol>
      <p class="fine">Decision <code>${id}</code> · policy ${policy.id} v${policy.version} · seed ${decision.seed}</p>
    </details>
  </li>`;
}

const nameOf = (subject: string) => {
  const article = articleOf(subject.split('--')[0] ?? '');
  return article === undefined
    ? subject
    : `${article.title}, ${(subject.split('--')[1] ?? '').replaceAll('-', ' ')}`;
};

const show = (value: unknown): string =>
  isMoney(value)
    ? euros(value)
    : value === undefined
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);

function auditLine(line: AuditLine, undoable: boolean): Html {
  const { id, at, actor, action, subject, before, after, why } = line;
  return html`<li>
    <p><strong>${nameOf(subject)}</strong> ${action.replace('.', ' ')}${before !== undefined && html` <s>${show(before)}</s>`}${after !== undefined && html` → <b>${show(after)}</b>`}</p>
    <p class="fine">${when(at)} by ${actor}${why !== undefined && html` · ${why}`}</p>
    ${undoable && html`<form method="post" action="/admin/undo"><input type="hidden" name="audit" value="${id}"><button class="link" aria-label="Undo the price of ${nameOf(subject)}">Undo</button></form>`}
  </li>`;
}

/** The parts of the page that change: sent alone when the page refreshes itself. */
export function logParts(parts: LogParts): Html {
  const { decisions, points, audit, undoable, killed, point, now } = parts;
  return html`<div class="log-grid" id="live" data-at="${now}">
    <section aria-labelledby="log-title">
      <div class="log-head"><h2 id="log-title">Last decisions</h2>
        <nav aria-label="Points"><ul class="chips" role="list">
          <li><a href="/admin"${point === undefined && html` aria-current="true"`}>all</a></li>
          ${points.map(({ id }) => html`<li><a href="/admin?point=${encodeURIComponent(id)}"${point === id && html` aria-current="true"`}>${id}</a></li>`)}
        </ul></nav></div>
      ${
        decisions.length === 0
          ? html`<p class="empty">Nothing has been decided here yet. <a href="/">Open the shop</a> in another window and come back.</p>`
          : html`<ol class="entries" role="list">${decisions.map((decision) => entry(decision, parts))}</ol>`
      }
    </section>
    <aside>
      <section class="box ${killed ? 'alarm' : ''}" aria-labelledby="kill-title"><h2 id="kill-title">Prices</h2>
        <p>${killed ? 'The switch is pulled: every price is the label’s own.' : 'Armoire chooses prices, within the guard.'}</p>
        <form method="post" action="/admin/kill"><input type="hidden" name="on" value="${String(!killed)}">
          <button class="button ${killed ? '' : 'danger'}">${killed ? 'Let it choose again' : 'Pull the kill switch'}</button></form></section>
      <section class="box" aria-labelledby="points-title"><h2 id="points-title">Points</h2>
        <table><thead><tr><th scope="col">Point</th><th scope="col">Policy</th><th scope="col" class="number">Samples</th></tr></thead>
        <tbody>${points.map(({ id, policy, samples }) => html`<tr><th scope="row">${id}</th><td>${policy.id.split('~')[0]}</td><td class="number">${samples.toLocaleString('en', { maximumFractionDigits: 0 })}</td></tr>`)}</tbody></table></section>
      <section class="box" aria-labelledby="audit-title"><h2 id="audit-title">Audit</h2>
        ${audit.length === 0 ? html`<p class="empty">No price has been changed yet.</p>` : html`<ol class="audit" role="list">${audit.map((line) => auditLine(line, undoable.has(line.id)))}</ol>`}</section>
    </aside>
  </div>`;
}

/** The log of decisions as a page; `file` gives the address of a file with its version. */
export function admin(parts: LogParts, file: (name: string) => string, message?: Fragment): Html {
  return html`<html lang="en"><head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Log of decisions · ${shopName}</title>
  <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${file('shop.css')}"><link rel="stylesheet" href="${file('admin.css')}">
  <script src="${file('admin.js')}" defer></script>
</head><body class="admin">
  <a class="skip" href="#main">Skip to the content</a>
  <header class="top"><div class="wrap top-row"><a class="brand" href="/">${mark}<span>${shopName}</span></a>
    <nav class="nav" aria-label="Behind the shop"><ul><li><a href="/">Shop</a></li><li><a href="/admin" aria-current="page">Decisions</a></li><li><a href="/graphql">Explorer</a></li></ul></nav>
    <label class="switch"><input type="checkbox" id="follow" checked> Follow</label></div></header>
  <main id="main"><div class="wrap">
    <div class="page-head"><h1>Log of decisions</h1>
      <p class="lead">What Armoire chose, how likely that was, why, and what came of it. Under each thing stand its probability and its reward so far.</p>
      ${message !== undefined && html`<p class="message" role="status">${message}</p>`}</div>
    ${logParts(parts)}
  </div></main>
</body></html>`;
}
