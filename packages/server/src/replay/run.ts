import { type CandidateSet, type Decision, type DecisionFilter, samplesOf } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { Erased } from './erased.ts';
import { Past } from './past.ts';

export interface ReplayOptions extends DecisionFilter {
  readonly shop: ShopSettings;
  readonly storage: Storage;
  /** Told how many decisions are done. */
  readonly progress?: (done: number) => void;
}

export interface ReplayReport {
  readonly shop: string;
  readonly decisions: number;
  readonly matched: number;
  readonly differing: number;
  /** Decisions that no policy made, or whose policy or candidates are not there any more, by the reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The first that differ. */
  readonly differences: readonly {
    readonly decision: string;
    readonly point: string;
    readonly logged: { readonly chosen: readonly string[]; readonly propensities: readonly number[] };
    readonly replayed: { readonly chosen: readonly string[]; readonly propensities: readonly number[] };
  }[];
}

const page = 500;
const shown = 20;

type Difference = ReplayReport['differences'][number];

/**
 * Makes the logged decisions again from the logs alone, and compares them bit for bit.
 *
 * @throws ArmoireError CONFLICT for a range whose decisions knew what a person taught who was erased since
 */
export async function replayDecisions({
  shop,
  storage,
  progress,
  ...filter
}: ReplayOptions): Promise<ReplayReport> {
  const run = new Run(shop, storage);
  const erased = await Erased.read(storage, shop.id);
  let cursor: string | undefined;
  do {
    const { items, next } = await storage.decisions.list(shop.id, filter, 'asc', page, cursor);
    erased.refuse(items);
    await run.page(items);
    progress?.(run.decisions);
    cursor = next;
  } while (cursor !== undefined);
  const { decisions, matched, differing, skipped, differences } = run;
  return { shop: shop.id, decisions, matched, differing, skipped, differences };
}

class Run {
  decisions = 0;
  matched = 0;
  differing = 0;
  readonly skipped: Record<string, number> = {};
  readonly differences: Difference[] = [];
  readonly #shop: ShopSettings;
  readonly #storage: Storage;
  #past: Past;

  constructor(shop: ShopSettings, storage: Storage) {
    this.#shop = shop;
    this.#storage = storage;
    this.#past = new Past(shop, storage);
  }

  async page(decisions: readonly Decision[]): Promise<void> {
    const hashes = [...new Set(decisions.flatMap(({ candidateSet }) => candidateSet ?? []))];
    const found = await this.#storage.decisions.sets(this.#shop.id, hashes);
    const sets = new Map(found.map((set) => [set.hash, set]));
    const offset = ({ candidateSet = '' }: Decision) => sets.get(candidateSet)?.catalogOffset ?? 0;
    // A clock that was set back shuffles the log; what was known when each was made gives the order back.
    const ordered = [...decisions].sort((a, b) => samplesOf(a) - samplesOf(b) || offset(a) - offset(b));
    for (const decision of ordered) {
      this.decisions++;
      const set = sets.get(decision.candidateSet ?? '');
      if (decision.source !== 'policy') this.#skip(`made as ${decision.source}`);
      else if (set === undefined) this.#skip('its candidates are not in the log');
      else await this.#decide(decision, set);
    }
  }

  async #decide(decision: Decision, set: CandidateSet): Promise<void> {
    if (this.#past.replay.isPast(decision, set)) this.#past = new Past(this.#shop, this.#storage);
    await this.#past.goTo(decision, set);
    try {
      const { equal, chosen, propensities } = this.#past.replay.decide(decision, set);
      if (equal) this.matched++;
      else this.#differs(decision, { chosen, propensities });
    } catch (error) {
      if (!(error instanceof ArmoireError)) throw error;
      this.#skip(error.message);
    }
  }

  #differs({ id, point, chosen, propensities }: Decision, replayed: Difference['replayed']): void {
    this.differing++;
    if (this.differences.length >= shown) return;
    this.differences.push({ decision: id, point, logged: { chosen, propensities }, replayed });
  }

  #skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }
}
