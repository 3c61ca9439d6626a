import { type DecisionId, isOrderKind, type LoggedEvent } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import { type Decided, type Engine, slotOf } from '../engine/index.ts';
import type { DecisionLog, EventLog } from '../ports/index.ts';
import { AtHand } from './at-hand.ts';
import type { Claim } from './claims.ts';
import { pricesSeen, type Seen } from './prices.ts';
import { Recent } from './recent.ts';

/** Decisions kept in memory; older ones are read from the log. */
const remembered = 20_000;

/**
 * Finds the decisions behind claims: the one that a token names first; else, for orders, the last one through which
 * the same person came to the product within the window; and the price decision of the slot, which needs no person: that
 * of the variant, else that of another one of the product.
 */
export class Attribution {
  readonly #engine: Engine;
  readonly #events: EventLog;
  readonly #decisions: DecisionLog;
  readonly #recent = new AtHand(remembered);
  /** Decisions that chose from nothing, or could not be logged: they teach nothing. */
  readonly #barren = new Recent<DecisionId, true>(remembered);
  /** Decisions that were waited for in vain. */
  readonly #lost = new Recent<DecisionId, true>(remembered);
  readonly #window: number;
  /** Times of the first decision that the log has, and of the first that was made here. */
  #logged = Number.POSITIVE_INFINITY;
  #made = Number.POSITIVE_INFINITY;
  /** Whether the log was seen to have decisions: until then, another node may make the first one. */
  #begun = false;

  constructor(engine: Engine, events: EventLog, decisions: DecisionLog) {
    this.#engine = engine;
    this.#events = events;
    this.#decisions = decisions;
    this.#window = Math.max(0, ...Object.values(engine.points).map(({ reward }) => reward.window));
  }

  /**
   * Learns from the log since when there have been decisions: what happened before cannot be their outcome. Where
   * something was learned and the log has no decision, the first is under way to it from another node, and nothing is
   * known of its time yet.
   */
  async load(): Promise<void> {
    const { items } = await this.#decisions.list(this.#engine.shop, {}, 'asc', 1);
    this.#begun = items.length > 0;
    this.#logged = items[0]?.at ?? Number.POSITIVE_INFINITY;
    if (!this.#begun && this.#engine.learned.samples > 0) this.#logged = Number.NEGATIVE_INFINITY;
  }

  get #first(): number {
    return Math.min(this.#logged, this.#made);
  }

  /** Looks again, while the log had no decision yet. */
  async begin(): Promise<void> {
    if (!this.#begun) await this.load();
  }

  /** Forgets the decisions at hand. */
  forget(): void {
    this.#recent.clear();
    this.#barren.clear();
  }

  /** Keeps decisions at hand that were just made. */
  remember(decisions: readonly Decision[], sets: readonly CandidateSet[]): void {
    for (const decision of decisions) {
      this.#made = Math.min(this.#made, decision.at);
      const set = sets.find(({ hash }) => hash === decision.candidateSet);
      if (set !== undefined) this.#recent.add({ decision, set });
      else if (decision.candidateSet === undefined) this.#barren.set(decision.id, true);
    }
  }

  /** Lets go of decisions that could not be logged: what is not in the log teaches nothing. */
  drop(decisions: readonly Decision[]): void {
    for (const { id } of decisions) {
      this.#recent.delete(id);
      this.#barren.set(id, true);
    }
  }

  /** Waits no more for decisions: should they come after all, then only what is read from then on counts. */
  giveUp(ids: readonly DecisionId[]): void {
    for (const id of ids) this.#lost.set(id, true);
  }

  /** Of these decisions, those that the log does not have yet, and that were not given up. */
  async missing(ids: ReadonlySet<DecisionId>): Promise<ReadonlySet<DecisionId>> {
    if (ids.size === 0) return ids;
    const decided = await this.decided(ids);
    const known = (id: DecisionId) => decided.has(id) || this.#barren.get(id) || this.#lost.get(id);
    return new Set([...ids].filter((id) => !known(id)));
  }

  /** Whether the event can be an outcome at all: what was before the first decision is history, not outcome. */
  concerns(event: LoggedEvent): boolean {
    if (event.excluded !== undefined) return false;
    return event.at >= this.#first || namedBy(event).length > 0;
  }

  /** The decisions behind each claim, in the order of the claims. */
  async resolve(claims: readonly Claim[]): Promise<readonly DecisionId[][]> {
    const [touched, priced] = await Promise.all([
      Promise.all(claims.map((claim) => this.#byTouch(claim))),
      this.#bySlot(claims),
    ]);
    // A line may carry the token of the very price that its slot leads to.
    return claims.map((_, i) => [...new Set([...(touched[i] ?? []), ...(priced[i] ?? [])])]);
  }

  /** The named decisions with their sets, as far as the log has them. */
  async decided(ids: ReadonlySet<DecisionId>): Promise<ReadonlyMap<DecisionId, Decided>> {
    const found = new Map<DecisionId, Decided>();
    const missing: DecisionId[] = [];
    for (const id of ids) {
      const known = this.#recent.get(id);
      if (known !== undefined) found.set(id, known);
      else if (!this.#barren.get(id)) missing.push(id);
    }
    if (missing.length === 0) return found;
    const { shop } = this.#engine;
    const decisions = await this.#decisions.get(shop, missing);
    const hashes = [...new Set(decisions.flatMap(({ candidateSet }) => candidateSet ?? []))];
    const sets = new Map((await this.#decisions.sets(shop, hashes)).map((set) => [set.hash, set]));
    for (const decision of decisions) {
      const set = sets.get(decision.candidateSet ?? '');
      if (set === undefined) {
        this.#barren.set(decision.id, true);
        continue;
      }
      found.set(decision.id, { decision, set });
      this.#recent.add({ decision, set });
    }
    return found;
  }

  /** What the log had before an order counts, whatever is read of it later. */
  async #byTouch({ kind, at, subject, decision, people, purchase }: Claim): Promise<DecisionId[]> {
    if (decision !== undefined) return [decision];
    if (!isOrderKind(kind) || people.length === 0 || at < this.#first) return [];
    const before = purchase === undefined ? {} : { before: purchase };
    const query = { people, product: subject, since: at - this.#window, until: at, ...before };
    const touched = await this.#events.lastTouch(this.#engine.shop, query);
    return touched === undefined ? [] : [touched];
  }

  async #bySlot(claims: readonly Claim[]): Promise<readonly DecisionId[][]> {
    const asked = claims.flatMap((claim, i) => this.#prices(claim).map((seen) => ({ ...seen, claim: i })));
    const seen = await pricesSeen(this.#decisions, this.#engine.shop, asked);
    const found: DecisionId[][] = claims.map(() => []);
    for (const [i, { claim }] of asked.entries()) {
      const decision = seen[i];
      if (decision !== undefined) found[claim]?.push(decision.id);
    }
    return found;
  }

  /** Only what shows that the price was seen, or taken, tells about a price. */
  #prices({ kind, seenUntil: at, subject, variant, line }: Claim): Seen[] {
    if ((kind !== 'view' && !isOrderKind(kind)) || at < this.#first || line?.ownPrice === true) return [];
    const variants = this.#engine.catalog.get(subject)?.variants.map((each) => each.id) ?? [];
    const id = variant ?? variants[0];
    if (id === undefined) return [];
    const others = variants.filter((other) => other !== id);
    return Object.entries(this.#engine.points).flatMap(([point, settings]) =>
      settings.kind === 'price'
        ? [{ point, variant: id, slot: slotOf(settings, at), at, others, window: settings.reward.window }]
        : [],
    );
  }
}

/** The decisions that an event itself names by verified tokens. */
export function namedBy(event: LoggedEvent): readonly DecisionId[] {
  if ('lines' in event) return event.lines.flatMap(({ decision }) => decision ?? []);
  return 'decision' in event && event.decision !== undefined ? [event.decision] : [];
}
