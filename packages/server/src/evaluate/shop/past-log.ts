import {
  type Action,
  type CandidateSet,
  Catalog,
  CompiledRules,
  componentsOf,
  type Decision,
  type DecisionFilter,
  encodeActions,
  type Outcome,
  type Sample,
  type Shape,
  shapeOf,
} from '@armoire/core';
import { ArmoireError, type Offset } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../../config/index.ts';
import { Cursor } from '../../replay/cursor.ts';
import { rulesOf, rulesSetting } from '../../runtime/rules-version.ts';

/** Few enough that what comes over from the database is taken up in an instant. */
const page = 100;

/** A logged decision with the circumstances in which it was made, and what became of it. */
export interface PastDecision {
  readonly decision: Decision;
  readonly set: CandidateSet;
  readonly actions: readonly Action[];
  /** What the slate had to look like by the rules of that time. */
  readonly shape: Shape | undefined;
  readonly samples: readonly Sample[];
  /** What happened at its places. */
  readonly outcomes: readonly Outcome[];
}

/** A decision that cannot be evaluated, and why. */
export interface LeftOut {
  readonly leftOut: string;
}

/** Reads the decisions of a shop with the catalogue and the rules as they were. */
export class PastLog {
  readonly #shop: ShopSettings;
  readonly #storage: Storage;
  readonly #catalog: Catalog;
  readonly #changes;
  readonly #rules = new Map<number, CompiledRules>();

  constructor(shop: ShopSettings, storage: Storage) {
    this.#shop = shop;
    this.#storage = storage;
    this.#catalog = new Catalog(shop.currency);
    this.#changes = new Cursor((after, limit) => storage.catalog.history(shop.id, after, limit));
  }

  /** Each decision once, oldest first but for those that were made at once. */
  async *read(filter: DecisionFilter): AsyncGenerator<PastDecision | LeftOut> {
    const { id } = this.#shop;
    let cursor: string | undefined;
    do {
      const { items, next } = await this.#storage.decisions.list(id, filter, 'asc', page, cursor);
      const hashes = [...new Set(items.flatMap(({ candidateSet }) => candidateSet ?? []))];
      const sets = new Map(
        (await this.#storage.decisions.sets(id, hashes)).map((set) => [set.hash, set] as const),
      );
      const outcomes = await this.#storage.state.outcomes(
        id,
        items.map((decision) => decision.id),
      );
      const known = byDecision(outcomes);
      const offset = ({ candidateSet = '' }: Decision) => sets.get(candidateSet)?.catalogOffset ?? 0;
      for (const decision of [...items].sort((a, b) => offset(a) - offset(b)))
        yield await this.#place(
          decision,
          sets.get(decision.candidateSet ?? ''),
          known.get(decision.id) ?? [],
        );
      cursor = next;
    } while (cursor !== undefined);
  }

  async #place(
    decision: Decision,
    set: CandidateSet | undefined,
    outcomes: readonly Outcome[],
  ): Promise<PastDecision | LeftOut> {
    if (decision.source !== 'policy') return { leftOut: `made as ${decision.source}` };
    if (set === undefined) return { leftOut: 'its candidates are not in the log' };
    const known = new Set(set.entries.map(({ id }) => id));
    if (!decision.chosen.every((action) => known.has(action)))
      return { leftOut: 'its candidates do not hold what was chosen' };
    await this.#catalogTo(set.catalogOffset);
    const { rules } = decision;
    if (rules !== undefined && !(await this.#knows(rules)))
      return { leftOut: 'its rules are not there any more' };
    try {
      const actions = encodeActions(decision, set, this.#catalog, true);
      const shape = this.#shape(decision, set);
      return { decision, set, actions, shape, samples: samplesOf(outcomes), outcomes };
    } catch (error) {
      if (error instanceof ArmoireError) return { leftOut: error.message };
      throw error;
    }
  }

  #shape({ kind, rules, point, at, context }: Decision, { entries }: CandidateSet): Shape | undefined {
    if (kind !== 'shelf') return undefined;
    const ids = entries.map(({ id }) => id);
    const active = rules === undefined ? undefined : this.#rules.get(rules);
    return shapeOf(ids, this.#catalog, active?.at({ point, at, values: context.values }));
  }

  async #knows(version: number): Promise<boolean> {
    if (this.#rules.has(version)) return true;
    const [found] = await this.#storage.settings.history(this.#shop.id, rulesSetting, 1, version + 1);
    if (found?.version !== version) return false;
    this.#rules.set(version, new CompiledRules(version, rulesOf(found)));
    return true;
  }

  async #catalogTo(offset: Offset): Promise<void> {
    while (this.#catalog.offset < offset) {
      const changes = await this.#changes.take(offset, page);
      if (changes.length === 0) return;
      for (const change of changes) {
        if (change.offset > this.#catalog.offset) this.#catalog.apply(change.change, change.offset);
      }
    }
  }
}

function byDecision(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const found = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const places = found.get(outcome.decision) ?? [];
    places.push(outcome);
    found.set(outcome.decision, places);
  }
  return found;
}

/** What is known of each place, as its last sample. */
function samplesOf(outcomes: readonly Outcome[]): Sample[] {
  return outcomes.flatMap((outcome) => {
    const { shop, point, decision, position, revisions, value } = outcome;
    if (revisions === 0) return [];
    const components = componentsOf(outcome);
    return [{ shop, point, decision, position, revision: revisions - 1, value, at: 0, components }];
  });
}
