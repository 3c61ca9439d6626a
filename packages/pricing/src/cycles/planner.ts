import { type AuditLine, guardTogether, type PriceProposal, type SettledPrice } from '@armoire/core';
import type { VariantId } from '@armoire/protocol';
import {
  type Circumstances,
  courseOf,
  factsOf,
  type Intent,
  type Item,
  wantedOf,
  wholeOf,
} from './course.ts';
import { sameMoney } from './entries.ts';
import type { Ledger } from './ledger.ts';
import type { CycleOptions } from './options.ts';
import { type Charged, tellCharged } from './proposer.ts';

/** A variant with what is proposed for it, and what the guard makes of that. */
interface Settled {
  readonly item: Item;
  readonly proposal: PriceProposal | undefined;
  readonly settled: SettledPrice;
}

type PlannerOptions = Pick<CycleOptions, 'shop' | 'audit' | 'proposer' | 'guard' | 'mode' | 'now' | 'newId'>;

/** What is to become of prices: proposed, guarded together, and entered in the book. */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #ledger: Ledger;

  constructor(options: PlannerOptions, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
  }

  /** Enters what is to be written, or to be asked about. */
  async plan(
    items: readonly Item[],
    killed: boolean,
  ): Promise<{ readonly intents: readonly Intent[]; readonly proposed: number }> {
    const { guard, mode, newId, now } = this.#options;
    const circumstances = { at: now(), mode, newId, killed };
    const proposals = await this.#proposals(items, circumstances);
    const ranked = [...items].sort((a, b) => gain(proposals, b) - gain(proposals, a));
    const settled = guardTogether(
      ranked.map((item) => wantedOf(item, proposals.get(item.variant.id), circumstances)),
      guard,
    );
    const all = ranked.flatMap((item, i): Settled[] => {
      const price = settled[i];
      return price === undefined ? [] : [{ item, proposal: proposals.get(item.variant.id), settled: price }];
    });
    const courses = all.flatMap(
      ({ item, proposal, settled: each }) => courseOf(item, proposal, each, circumstances) ?? [],
    );
    await this.#ledger.settle(courses.flatMap((course) => ('change' in course ? [course.change] : [])));
    if (mode === 'shadow') await this.#note(all);
    if (mode === 'automatic' && !killed) await tellCharged(this.#options.proposer, all.flatMap(unchanged));
    const intents = courses.flatMap((course) => ('intent' in course ? [course.intent] : []));
    const won = await this.#ledger.settle(intents.map(({ entry }) => ({ entry })));
    return {
      // Another node was first with the others.
      intents: intents.filter(({ entry }) => won.has(entry.stamp)),
      proposed: proposals.size,
    };
  }

  /** What is approved, and what is proposed anew where no person has decided. */
  async #proposals(
    items: readonly Item[],
    { at, killed }: Circumstances,
  ): Promise<ReadonlyMap<VariantId, PriceProposal>> {
    const found = new Map<VariantId, PriceProposal>();
    if (killed) return found;
    const open = wholeOf(
      items,
      this.#options.guard,
      ({ entry }) => entry.state !== 'approved' && !((entry.restsUntil ?? at) > at),
    );
    const proposed =
      open.length === 0
        ? []
        : await this.#options.proposer.propose(open.map((item) => factsOf(item, at, false)));
    for (const { variant, proposal } of proposed) found.set(variant, proposal);
    for (const { variant, entry } of items) {
      if (entry.state === 'approved' && entry.proposal !== undefined) found.set(variant.id, entry.proposal);
    }
    return found;
  }

  /** What would be written, were it not a shadow: a line for each proposal, once. */
  async #note(all: readonly Settled[]): Promise<void> {
    const { audit, shop } = this.#options;
    const lines = all.flatMap(({ item: { entry, variant }, proposal, settled: { price } }): AuditLine[] => {
      if (proposal === undefined || sameMoney(price, entry.charged)) return [];
      const { id, at, by, why, cause, policy } = proposal;
      const line = {
        id: `shadow ${id}`,
        shop,
        at,
        actor: by,
        action: 'price.shadow',
        subject: variant.id,
        why,
        ...(cause === undefined ? {} : { cause }),
      };
      return [{ ...line, before: entry.charged, after: price, ...(policy === undefined ? {} : { policy }) }];
    });
    if (lines.length > 0) await audit.append(lines);
  }
}

/** A proposal of the price that is charged already holds without a write. */
function unchanged({ item: { entry, variant }, proposal, settled: { price } }: Settled): readonly Charged[] {
  const asked = proposal !== undefined && entry.state !== 'approved';
  const holds = asked && sameMoney(price, proposal.price) && sameMoney(price, entry.charged);
  return holds ? [{ variant: variant.id, proposal }] : [];
}

function gain(proposals: ReadonlyMap<VariantId, PriceProposal>, { variant }: Item): number {
  return proposals.get(variant.id)?.profit?.mean ?? 0;
}
