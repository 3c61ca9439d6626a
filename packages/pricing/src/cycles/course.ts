import type {
  BookChange,
  BookedPrice,
  GuardedPrice,
  GuardSettings,
  PriceFacts,
  PriceProposal,
  SettledPrice,
  WantedPrice,
} from '@armoire/core';
import type { Instant, Product, Variant } from '@armoire/protocol';
import { type NewId, nextEntry, sameMoney, withOurs } from './entries.ts';

/** `automatic`: what is proposed is written. `approved`: once a person approves it. `shadow`: it is noted, never written. */
export type CycleMode = 'automatic' | 'approved' | 'shadow';

/** A variant in a cycle, with what the book says of it. */
export interface Item {
  readonly product: Product;
  readonly variant: Variant;
  entry: BookedPrice;
}

/** A write that is entered in the book before the store hears of it. */
export interface Intent {
  readonly item: Item;
  readonly entry: BookedPrice;
  readonly proposal: PriceProposal;
  readonly price: GuardedPrice;
}

/** The circumstances of a cycle. */
export interface Circumstances {
  readonly at: Instant;
  readonly mode: CycleMode;
  readonly killed: boolean;
  readonly newId: NewId;
}

/** By the book's own price rather than by the catalogue's, which may be an echo of what was written. */
export function factsOf({ product, variant, entry }: Item, at: Instant, killed: boolean): PriceFacts {
  const own = { ...variant, price: entry.own };
  return { product, variant: own, current: entry.charged, changedAt: entry.since, at, killed };
}

/** What the guard is asked about: the proposal, the merchant's own price once the switch is on, or what is charged. */
export function wantedOf(
  item: Item,
  proposal: PriceProposal | undefined,
  { at, killed }: Pick<Circumstances, 'at' | 'killed'>,
): WantedPrice {
  const facts = factsOf(item, at, killed);
  if (killed) return { price: item.entry.own, facts };
  // What is put back was there before: it is no step, and needs no cooldown.
  if (proposal?.undoes !== undefined)
    return {
      price: proposal.price,
      facts: { ...facts, current: proposal.price },
      otherwise: item.entry.charged,
    };
  return { price: proposal?.price ?? item.entry.charged, facts };
}

/** Those of which something holds; of the variants that go together, only where it holds of all. */
export function wholeOf(
  items: readonly Item[],
  { variants }: Pick<GuardSettings, 'variants'>,
  holds: (item: Item) => boolean,
): readonly Item[] {
  if (variants !== 'together') return items.filter(holds);
  const broken = new Set(items.flatMap((item) => (holds(item) ? [] : [item.product.id])));
  return items.filter(({ product }) => !broken.has(product.id));
}

/**
 * What becomes of a variant once the guard has spoken: a write, a change of the book alone, or nothing.
 *
 * Written is what a person has approved, what the switch puts back, what nobody needs to be asked about, and, unless in
 * the shadow, what the guard no longer lets stand.
 */
export function courseOf(
  item: Item,
  proposal: PriceProposal | undefined,
  { price, rule }: SettledPrice,
  circumstances: Circumstances,
): { readonly intent: Intent } | { readonly change: BookChange } | undefined {
  const { entry } = item;
  const { mode, killed, newId } = circumstances;
  const approved = entry.state === 'approved';
  if (sameMoney(price, entry.charged)) {
    const dropped = killed || approved || proposal !== undefined;
    if (entry.state === 'idle' || !(dropped || mode === 'shadow')) return undefined;
    return { change: dropping(entry, killed ? 'killed' : rule, circumstances) };
  }
  if (killed || approved || mode === 'automatic' || (mode === 'approved' && proposal === undefined)) {
    const stands = !killed && proposal !== undefined && sameMoney(price, proposal.price);
    const written = stands ? proposal : instead(entry, price, rule, circumstances);
    const change = { state: 'writing' as const, proposal: written, ours: withOurs(entry, price) };
    const next = nextEntry(entry, newId(), change);
    return { intent: { item, entry: next, proposal: written, price } };
  }
  // What people were asked about before there was only a shadow.
  if (mode === 'shadow' && entry.state === 'proposed')
    return { change: dropping(entry, rule, circumstances) };
  if (mode === 'shadow' || proposal === undefined) return undefined;
  const known = entry.state === 'proposed' && entry.proposal !== undefined;
  if (known && sameMoney(entry.proposal.price, price)) return undefined;
  // Whoever approves it later takes part in the choice: it will not have been drawn.
  const { drawn: _, ...asked } = proposal;
  return {
    change: { entry: nextEntry(entry, newId(), { state: 'proposed', proposal: { ...asked, price } }) },
  };
}

/** Nobody is asked any more; that what a person approved could not be written is told. */
function dropping(entry: BookedPrice, rule: string | undefined, { at, newId }: Circumstances): BookChange {
  const next = nextEntry(entry, newId(), {});
  const { proposal, shop, variant, state, charged } = entry;
  if (proposal === undefined || state !== 'approved' || sameMoney(proposal.price, charged))
    return { entry: next };
  return {
    entry: next,
    line: {
      ...{ id: `refused ${proposal.id}`, shop, at, actor: 'guard', action: 'price.refuse', subject: variant },
      ...{ before: charged, after: proposal.price, why: rule ?? 'guard' },
      cause: { key: 'refused', values: { rule: rule ?? '' } },
    },
  };
}

/** A price that nobody proposed: the merchant's own, or one that holds up. */
function instead(
  { own }: BookedPrice,
  price: GuardedPrice,
  rule: string | undefined,
  { at, killed, newId }: Circumstances,
): PriceProposal {
  const back = sameMoney(price, own) ? 'The merchant’s own price' : 'The price before';
  return {
    id: newId(),
    at,
    price,
    by: killed ? 'kill switch' : 'guard',
    why: killed ? `${back}, by the kill switch` : `${back}, by the rule ${rule ?? 'of the guard'}`,
    cause: killed ? { key: 'kill-switch', values: {} } : { key: 'rule', values: { rule: rule ?? '' } },
  };
}
