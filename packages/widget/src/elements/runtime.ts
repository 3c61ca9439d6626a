import { type Client, type ClientOptions, createClient, type TrackedEvent } from '../client/client.ts';
import type { Consent } from '../client/identity.ts';
import type { Situation } from '../client/wire.ts';

export interface ElementsOptions extends ClientOptions {
  /** What the whole page is about; an element's own attributes come before it. */
  readonly situation?: Situation;
  /** Put on the `<style>` that browsers without constructable style sheets need. */
  readonly nonce?: string | undefined;
}

type Ask = (client: Client, situation: Situation) => void;

let client: Client | undefined;
let options: ElementsOptions | undefined;
/** A consent that was stated before the client was configured. */
let stated: Consent | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const asking = new Map<HTMLElement, Ask>();

/** Sets up the page's client; elements ask once this is done. A second call replaces the client. */
export function configure(given: ElementsOptions): Client {
  client?.close();
  options = given;
  client = createClient({ ...given, consent: stated ?? given.consent });
  schedule();
  return client;
}

/** States or withdraws the shopper's consent, at any time, before `configure` too. */
export function consent(value: Consent): void {
  stated = value;
  client?.setConsent(value);
}

/** Tells an event of the shop's own, such as `add_to_cart`, in the page's market; nothing before `configure`. */
export function track(event: TrackedEvent): void {
  client?.track({ market: options?.situation?.values?.market, ...event } as TrackedEvent);
}

/** The shopper token, if there is one: for the shop's server, which sends it with the order. */
export function shopper(): string | undefined {
  return client?.shopper();
}

export function nonce(): string | undefined {
  return options?.nonce;
}

/**
 * Lets an element ask in the page's next request. Elements ask in document order, since the first shelf
 * claims its products first; while the page is being parsed they wait for the rest of it.
 */
export function enlist(element: HTMLElement, ask: Ask): void {
  asking.set(element, ask);
  schedule();
}

function schedule(): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', schedule);
  else {
    clearTimeout(timer);
    timer = setTimeout(askAll);
  }
}

function askAll(): void {
  if (!client) return;
  const ordered = [...asking].sort(
    ([a], [b]) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING || -1,
  );
  asking.clear();
  for (const [element, ask] of ordered) if (element.isConnected) ask(client, options?.situation ?? {});
}
