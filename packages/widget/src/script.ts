import { createClient } from './client/client.ts';
import type { Consent } from './client/identity.ts';
import { configure, consent, shopper, track } from './elements.ts';

/** What the script tag leaves on the page. */
const api = { configure, consent, createClient, shopper, track };

declare global {
  interface Window {
    Armoire: typeof api;
  }
}

window.Armoire = api;

// `<script src="https://armoire.example/armoire.js" data-key="pk_…" defer>` needs no code of the shop's.
const tag = document.currentScript as HTMLScriptElement | null;
const {
  url,
  key,
  consent: stated,
  shopper: own,
  session,
  timeout,
  product,
  category,
  market,
  channel,
} = tag?.dataset ?? {};
if (tag && key) {
  configure({
    url: url ?? new URL('.', tag.src).href,
    key,
    consent: stated as Consent | undefined,
    shopper: own,
    session,
    timeout: Number(timeout) || undefined,
    situation: { product, category, values: { market, channel } },
    nonce: tag.nonce,
  });
}
