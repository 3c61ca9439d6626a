import type { StoredChange } from '@armoire/core';
import {
  type CandidateSet,
  CompiledRules,
  type Decided,
  type Decision,
  type LearnedSample,
  Replay,
  samplesOf,
} from '@armoire/core';
import type { Offset } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { rulesOf, rulesSetting } from '../runtime/rules-version.ts';
import { Cursor } from './cursor.ts';

const page = 1000;

/** A replay that reads what it needs from the logs to be where a decision was made. */
export class Past {
  readonly replay: Replay;
  readonly #shop: ShopSettings;
  readonly #storage: Storage;
  readonly #changes: Cursor<StoredChange>;
  readonly #samples: Cursor<LearnedSample>;

  constructor(shop: ShopSettings, storage: Storage) {
    this.#shop = shop;
    this.#storage = storage;
    this.replay = new Replay(shop.points, shop.currency);
    this.#changes = new Cursor((after, limit) => storage.catalog.history(shop.id, after, limit));
    this.#samples = new Cursor((after, limit) => storage.state.samples(shop.id, after, limit));
  }

  /** Learns and applies everything that was there when the decision was made. */
  async goTo(decision: Decision, set: CandidateSet): Promise<void> {
    const until = samplesOf(decision);
    while (this.replay.samples < until) {
      const samples = await this.#samples.take(until, page);
      if (samples.length === 0) break;
      const decided = await decidedOf(this.#storage, this.#shop.id, samples);
      this.replay.learn(samples, (id) => decided.get(id));
    }
    await this.#catalogTo(set.catalogOffset);
    if (!this.replay.knowsRules(decision)) await this.#readRules(decision.rules ?? 0);
  }

  /** A version that is not there any more is left to the replay, which refuses the decision. */
  async #readRules(version: number): Promise<void> {
    const [found] = await this.#storage.settings.history(this.#shop.id, rulesSetting, 1, version + 1);
    if (found?.version === version) this.replay.useRules(new CompiledRules(version, rulesOf(found)));
  }

  async #catalogTo(offset: Offset): Promise<void> {
    while (this.replay.catalog < offset) {
      const changes = await this.#changes.take(offset, page);
      if (changes.length === 0) return;
      this.replay.apply(changes);
    }
  }
}

/** The decisions of samples with what they chose from, as far as both are still in the log. */
export async function decidedOf(
  { decisions: log }: Storage,
  shop: string,
  samples: readonly LearnedSample[],
): Promise<ReadonlyMap<string, Decided>> {
  const decisions = await log.get(shop, [...new Set(samples.map(({ decision }) => decision))]);
  const hashes = [...new Set(decisions.flatMap(({ candidateSet }) => candidateSet ?? []))];
  const sets = new Map((await log.sets(shop, hashes)).map((set) => [set.hash, set]));
  const found = new Map<string, Decided>();
  for (const decision of decisions) {
    const set = sets.get(decision.candidateSet ?? '');
    if (set !== undefined) found.set(decision.id, { decision, set });
  }
  return found;
}
