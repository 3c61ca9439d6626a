import { isOrderKind, type LoggedEvent, type PointId } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import { type Decided, type Engine, slotOf } from '../engine/index.ts';
import type { DecisionLog, EventLog } from '../ports/index.ts';
import type { Claim } from './claims.ts';
import { Recent } from './recent.ts';

/** Decisions kept in memory; older ones are read from the log. */
const remembered = 20_000;

/**
 * Finds the decisions behind claims: the one that a token names first; else, for orders, the last one through which
 * the same person came to the product within the window; and the price decision of the slot, which needs no person.
 */
export class Attribution {
  readonly #engine: Engine;
  readonly #events: EventLog;
  readonly #decisions: DecisionLog;
  readonly #recent = new Recent<string, Decided>(remembered);
  readonly #window: number;
  #first = Number.POSITIVE_INFINITY;
  /** Whether the log was seen to have decisions: until then, another node may make the first one. */
  #begun = false;

  constructor(engine: Engine, events: EventLog, decisions: DecisionLog) {
    this.#engine = engine;
    this.#events = events;
    this.#decisions = decisions;
    this.#window = Math.max(0, ...Object.values(engine.points).map(({ reward }) => reward.window));
  }

  /** Learns from the log since when there have been decisions: what happened before cannot be their outcome. */
  async load(): Promise<void> {
    const { items } = await this.#decisions.list(this.#engine.shop, {}, 'asc', 1);
    this.#first = Math.min(this.#first, items[0]?.at ?? Number.POSITIVE_INFINITY);
    this.#begun = items.length > 0;
  }

  /** Looks again, while the log had no decision yet. */
  async begin(): Promise<void> {
    if (!this.#begun) await this.load();
  }

  /** Forgets the decisions at hand. */
  forget(): void {
    this.#recent.clear();
  }

  /** Keeps decisions at hand that were just made. */
  remember(decisions: readonly Decision[], sets: readonly CandidateSet[]): void {
    for (const decision of decisions) {
      this.#first = Math.min(this.#first, decision.at);
      const set = sets.find(({ hash }) => hash === decision.candidateSet);
      if (set !== undefined) this.#recent.set(decision.id, { decision, set });
    }
  }

  /** Lets go of decisions that could not be logged: what is not in the log teaches nothing. */
  drop(decisions: readonly Decision[]): void {
    for (const { id } of decisions) this.#recent.delete(id);
  }

  /** Whether the event can be an outcome at all: what was before the first decision is history, not outcome. */
  concerns(event: LoggedEvent): boolean {
    if (event.at >= this.#first) return true;
    if ('lines' in event) return event.lines.some(({ decision }) => decision !== undefined);
    return 'decision' in event && event.decision !== undefined;
  }

  /**
   * The decisions behind each claim, in the order of the claims.
   *
   * @param own whether this process took the events: then whoever saw a price saw one that was decided here
   */
  async resolve(claims: readonly Claim[], own = true): Promise<string[][]> {
    return await Promise.all(
      claims.map(async (claim) => [
        // A line may carry the token of the very price that its slot leads to.
        ...new Set([...(await this.#byTouch(claim)), ...(await this.#bySlot(claim, own))]),
      ]),
    );
  }

  /** The named decisions with their sets, as far as the log has them. */
  async decided(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Decided>> {
    const found = new Map<string, Decided>();
    const missing: string[] = [];
    for (const id of ids) {
      const known = this.#recent.get(id);
      if (known === undefined) missing.push(id);
      else found.set(id, known);
    }
    if (missing.length === 0) return found;
    const { shop } = this.#engine;
    const decisions = await this.#decisions.get(shop, missing);
    const hashes = [...new Set(decisions.flatMap(({ candidateSet }) => candidateSet ?? []))];
    const sets = new Map((await this.#decisions.sets(shop, hashes)).map((set) => [set.hash, set]));
    for (const decision of decisions) {
      const set = sets.get(decision.candidateSet ?? '');
      if (set === undefined) continue;
      found.set(decision.id, { decision, set });
      this.#recent.set(decision.id, { decision, set });
    }
    return found;
  }

  async #byTouch({ kind, at, subject, decision, people }: Claim): Promise<string[]> {
    if (decision !== undefined) return [decision];
    if (!isOrderKind(kind) || people.length === 0 || at < this.#first) return [];
    const query = { people, product: subject, since: at - this.#window, until: at };
    const touched = await this.#events.lastTouch(this.#engine.shop, query);
    return touched === undefined ? [] : [touched];
  }

  /** Only what shows that the price was seen, or taken, tells about a price. */
  async #bySlot({ kind, at, subject, variant, bought }: Claim, own: boolean): Promise<string[]> {
    // A refund belongs to the slot of its purchase, which must be known then.
    if (kind === 'refund' && bought === undefined) return [];
    if ((kind !== 'view' && !isOrderKind(kind)) || at < this.#first) return [];
    const product = this.#engine.catalog.get(subject);
    const id = variant ?? product?.variants[0]?.id;
    if (id === undefined) return [];
    const found: string[] = [];
    for (const [point, settings] of Object.entries(this.#engine.points)) {
      if (settings.kind !== 'price') continue;
      const slot = slotOf(settings, at);
      const decision = await this.#priceAt(point, id, at, slot, !own || isOrderKind(kind));
      if (decision?.unit.slot === slot) found.push(decision.id);
    }
    return found;
  }

  async #priceAt(
    point: PointId,
    variant: string,
    at: number,
    slot: number,
    search: boolean,
  ): Promise<Decision | undefined> {
    const last = this.#engine.prices.last(point, variant);
    if (last !== undefined && last.at <= at && last.unit.slot === slot) return last;
    return search ? await this.#decisions.ofUnit(this.#engine.shop, point, variant, at) : undefined;
  }
}
