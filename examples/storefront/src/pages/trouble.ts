import { type Html, html } from '../http/html.ts';
import type { Texts, Trouble } from '../texts/index.ts';

/** What went wrong, and what to do. */
export function trouble({ words }: Texts, what: Trouble): Html {
  const [title = '', text = ''] = words.trouble[what];
  return html`<div class="wrap stack"><div class="page-head"><h1>${title}</h1><p class="lead">${text}</p><p><a class="button" href="/">${words.trouble.toTable}</a></p></div></div>`;
}
