import {
  type DecisionId,
  type Duration,
  type Instant,
  type LoggedEvent,
  type Offset,
  second,
} from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import type { Decided, Engine } from '../engine/index.ts';
import type { Clock, DecisionLog, EventLog, StateStore } from '../ports/index.ts';
import {
  close,
  type Outcome,
  type Recorded,
  type RewardSpec,
  record,
  type Sample,
  type Signal,
  termsAt,
} from '../rewards/index.ts';
import { Attribution } from './attribution.ts';
import {
  articleOf,
  type Claim,
  claimsOf,
  isPlain,
  lineAmount,
  lineMargin,
  refundClaims,
  termsOf,
} from './claims.ts';
import { ReadCopy } from './read-copy.ts';
import { UnderWay } from './under-way.ts';
import { partOfSlot } from './whole-slots.ts';

export interface LearnerOptions {
  readonly engine: Engine;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly state: StateStore;
  readonly clock: Clock;
  /** Told when a wait begins: something has to call {@link Learner.closeDue} then. */
  readonly waiting?: (due: Instant) => void;
  /**
   * Asked before each step of learning: the number of the term for which this node is the one that learns for the
   * shop, undefined while another one is. A new term begins with what others have learned. Always 1 when absent.
   */
  readonly term?: () => Promise<number | undefined>;
  /** Called with events of the log before they are learned: who is who has to be known up to them. */
  readonly reading?: (events: readonly LoggedEvent[]) => Promise<void>;
  /** Told that {@link Learner.drain} is to be called again after a time: a decision is still under way to the log. */
  readonly held?: (again: Duration) => void;
  /** Told of decisions that events name and the log never got: their node died before it could write them. */
  readonly lost?: (decisions: readonly DecisionId[]) => void;
}

const consumer = 'learner';
/** Events learned in one transaction. */
const batch = 1000;
/** Events kept in memory for the learner. */
const mostFresh = 20 * batch;
/** Between two looks for a decision that is under way. */
const lookAgain = second / 10;

/**
 * Turns the event log into learned state: claims → decisions → outcomes → samples → sums, committed together with
 * the offset of the events, so that a crash or a lost reply neither loses nor doubles anything.
 */
export class Learner {
  readonly attribution: Attribution;
  readonly #options: LearnerOptions;
  readonly #copy: ReadCopy;
  readonly #underWay: UnderWay;
  readonly #fresh: LoggedEvent[] = [];
  #offset: Offset = 0;
  #term: number | undefined;
  #tail: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | undefined;

  constructor(options: LearnerOptions) {
    this.#options = options;
    this.#copy = new ReadCopy(options.engine, options.state);
    this.attribution = new Attribution(options.engine, options.events, options.decisions);
    const { clock, lost } = options;
    this.#underWay = new UnderWay({ attribution: this.attribution, clock, lost });
  }

  get offset(): Offset {
    return this.#offset;
  }

  /** Reads what was learned before. */
  async load(): Promise<void> {
    await this.refresh();
    await this.attribution.load();
  }

  /** Takes over what other nodes have learned since the last look. */
  refresh(): Promise<void> {
    return this.#serially(() => this.#refresh());
  }

  /** Forgets decisions kept in memory: some were erased. */
  forget(): void {
    this.attribution.forget();
  }

  /** Lets go of decisions that could not be logged. */
  drop(decisions: readonly Decision[]): void {
    this.attribution.drop(decisions);
  }

  remember(decisions: readonly Decision[], sets: readonly CandidateSet[]): void {
    this.attribution.remember(decisions, sets);
  }

  /** Hands over events that were just appended, which saves reading them back. */
  push(events: readonly LoggedEvent[]): void {
    // While nothing can be learned (the storage is away) they wait in the log, not in memory.
    if (this.#fresh.length < mostFresh) this.#fresh.push(...events);
  }

  /** Learns everything that the log has, up to an event that is held; resolves when that is committed. */
  drain(): Promise<void> {
    // A drain that has not begun yet will see everything that is in the log by then: one waiting is enough.
    this.#waiting ??= this.#serially(async () => {
      this.#waiting = undefined;
      while (await this.#leads()) {
        const events = await this.#next();
        if (events.length === 0) return;
        const ready = await this.#underWay.ready(events, this.#offset);
        const whole = ready.length === 0 || (await this.#learn(ready));
        if (!whole || ready.length < events.length) return this.#options.held?.(lookAgain);
      }
      // Whoever learns reads them from the log.
      this.#fresh.length = 0;
    });
    return this.#waiting;
  }

  /** Makes samples of the places whose wait is over; returns how many. */
  async closeDue(): Promise<number> {
    let closed = 0;
    await this.#serially(async () => {
      const { engine, state, clock } = this.#options;
      while (await this.#leads()) {
        const due = await state.due(engine.shop, clock.now(), batch);
        const recorded = due.map((outcome) => {
          const spec = engine.points[outcome.point]?.reward;
          return spec === undefined ? { outcome: abandoned(outcome) } : close(spec, outcome, clock.now());
        });
        if (recorded.length === 0) return;
        const decided = await this.attribution.decided(new Set(due.map(({ decision }) => decision)));
        if (await this.#commit(recorded, decided, this.#offset)) closed += recorded.length;
      }
    });
    return closed;
  }

  /** One piece of work after another: two commits at once would be based on the same state. */
  #serially(work: () => Promise<void>): Promise<void> {
    const next = this.#tail.then(work);
    this.#tail = next.catch(() => {});
    return next;
  }

  /** Whether this node learns; what others learned before its term is taken over first. */
  async #leads(): Promise<boolean> {
    const term = this.#options.term === undefined ? 1 : await this.#options.term();
    if (term !== undefined && term !== this.#term) await this.#refresh();
    this.#term = term;
    return term !== undefined;
  }

  /**
   * The offset is read before the state: a state that is newer than it is refused by the next commit, which reads
   * again; one that is older would go unnoticed.
   */
  async #refresh(): Promise<void> {
    const { engine, state } = this.#options;
    const { events } = await state.offsets(engine.shop, consumer);
    await this.#copy.refresh();
    this.#offset = events;
  }

  async #next(): Promise<readonly LoggedEvent[]> {
    const { engine, events: log, reading } = this.#options;
    const fresh = this.#fresh.splice(0, batch).filter(({ offset }) => offset > this.#offset);
    if (fresh[0]?.offset === this.#offset + 1 && isRun(fresh)) return fresh;
    const events = await log.read(engine.shop, this.#offset, batch);
    if (events.length > 0) await reading?.(events);
    return events;
  }

  /** Whether all of it was learned: an event whose touch was of a decision that may still come is left, with the rest. */
  async #learn(events: readonly LoggedEvent[]): Promise<boolean> {
    const { engine, state } = this.#options;
    await this.attribution.begin();
    const relevant = events.filter((event) => this.attribution.concerns(event));
    const byEvent = await Promise.all(relevant.map((event) => this.#claims(event)));
    const claims = byEvent.flat();
    const resolved = await this.attribution.resolve(claims);
    const held = await this.#underWay.heldByTouch(
      relevant.flatMap((event, i) => (byEvent[i] ?? []).map(() => event)),
      resolved,
      this.#offset,
    );
    if (held !== undefined) {
      const before = events.filter(({ offset }) => offset < held);
      if (before.length > 0) await this.#learn(before);
      return false;
    }
    const decided = await this.attribution.decided(new Set(resolved.flat()));
    const known = decided.size === 0 ? [] : await state.outcomes(engine.shop, [...decided.keys()]);
    const outcomes = new Map(known.map((outcome) => [placeKey(outcome), outcome]));
    const recorded: Recorded[] = [];
    for (const [i, claim] of claims.entries()) {
      for (const id of resolved[i] ?? []) {
        const next = this.#record(claim, decided.get(id), outcomes);
        if (next !== undefined) recorded.push(next);
      }
    }
    await this.#commit(recorded, decided, events.at(-1)?.offset ?? this.#offset);
    return true;
  }

  async #claims(event: LoggedEvent): Promise<Claim[]> {
    const { engine, events } = this.#options;
    if (!('order' in event)) return claimsOf(event, engine.people.names(event));
    const order = await events.order(engine.shop, event.order);
    // An order is bought once, however many events say so.
    const purchase = order.find(({ kind }) => kind === 'purchase');
    if (purchase === undefined) return [];
    const people = engine.people.names(purchase);
    const refunds = order.filter(({ kind }) => kind === 'refund');
    const claims = (refund: LoggedEvent) =>
      refundClaims(
        refund,
        people,
        purchase,
        refunds.filter(({ offset }) => offset < refund.offset),
      );
    // A refund that came before its purchase waits for it: only then is it known what there is to take back.
    if (event.kind === 'refund') return purchase.offset < event.offset ? claims(event) : [];
    if (purchase.id !== event.id) return [];
    const early = refunds.filter(({ offset }) => offset < purchase.offset);
    return [...claimsOf(event, people), ...early.flatMap(claims)];
  }

  #record(claim: Claim, decided: Decided | undefined, outcomes: Map<string, Outcome>): Recorded | undefined {
    if (decided === undefined) return undefined;
    const { engine } = this.#options;
    const { decision } = decided;
    const spec = engine.points[decision.point]?.reward;
    const position = placeOf(decision, claim);
    if (spec === undefined || position === -1) return undefined;
    // A token says by itself how long it holds.
    if (claim.decision === undefined && claim.at - decision.at > spec.window) return undefined;
    const place = { shop: decision.shop, point: decision.point, decision: decision.id, position };
    const known = outcomes.get(placeKey(place));
    const next = record(spec, place, known, this.#signal(claim, spec, known));
    outcomes.set(placeKey(place), next.outcome);
    return next;
  }

  #signal(
    { kind, known: at, line, purchase, returned }: Claim,
    spec: RewardSpec,
    known: Outcome | undefined,
  ): Signal {
    if (line === undefined || purchase === undefined) return { kind, at };
    const now = termsOf(line, purchase, this.#options.engine.catalog, spec.purchase);
    const terms = (returned && termsAt(known?.terms, articleOf(line), purchase)) ?? now;
    const { quantity } = line;
    const sums = {
      kind,
      at,
      quantity,
      amount: lineAmount(line, spec, terms),
      margin: lineMargin(line, terms),
    };
    if (returned === undefined) return { ...sums, terms };
    const { pieces, money } = returned;
    return { ...sums, returned: isPlain(spec, terms) ? pieces : money, pieces };
  }

  /** Gives first samples their features, and later ones those of the first; none to prices that held for a part of their slot. */
  async #encoded(recorded: readonly Recorded[], decided: ReadonlyMap<string, Decided>) {
    const { engine, decisions } = this.#options;
    const begun = recorded.flatMap(({ sample }) =>
      sample?.revision === 0 ? (decided.get(sample.decision) ?? []) : [],
    );
    const parts = await partOfSlot(decisions, engine.shop, engine.points, begun);
    const samples: Sample[] = [];
    const outcomes = new Map<string, Outcome>();
    for (const { sample, outcome } of recorded) {
      const key = placeKey(outcome);
      const about = decided.get(outcome.decision);
      const first = sample?.revision === 0 && about !== undefined && !parts.has(outcome.decision);
      const known = outcomes.get(key)?.features ?? outcome.features;
      const features = first ? engine.learned.encode(about, outcome.position) : known;
      const encoded = features === undefined ? {} : { features };
      outcomes.set(key, { ...outcome, ...encoded });
      if (sample !== undefined) samples.push({ ...sample, ...encoded });
    }
    return { samples, outcomes };
  }

  /** Commits and then applies; when another was first, takes over what it wrote instead. */
  async #commit(
    recorded: readonly Recorded[],
    decided: ReadonlyMap<string, Decided>,
    to: Offset,
  ): Promise<boolean> {
    const { engine, state, waiting } = this.#options;
    const { samples, outcomes } = await this.#encoded(recorded, decided);
    const learning = engine.learned.observe(samples, (id) => decided.get(id));
    const snapshots = engine.learned.snapshots(learning, to);
    const result = await state.commit(engine.shop, {
      consumer,
      from: this.#offset,
      to,
      deltas: learning.deltas,
      outcomes: [...outcomes.values()],
      samples,
      snapshots,
      ...(snapshots.length > 0 ? { after: engine.learned.samples } : {}),
    });
    if (!result.applied) {
      await this.#refresh();
      return false;
    }
    this.#offset = to;
    // Samples that are not ours came in between: what they taught has to be there before it is said to be.
    const alone = result.samples === engine.learned.samples + samples.length;
    engine.learned.apply(learning, alone ? result.samples : engine.learned.samples);
    if (!alone) await this.#refresh();
    let due = Number.POSITIVE_INFINITY;
    for (const outcome of outcomes.values()) due = Math.min(due, outcome.due ?? due);
    if (Number.isFinite(due)) waiting?.(due);
    return true;
  }
}

/** Of a point that is no longer configured: nobody waits for it any more. */
function abandoned({ due: _, ...outcome }: Outcome): Outcome {
  return outcome;
}

/** The place of a decision that a claim is about; −1 when it chose something else. */
function placeOf(decision: Decision, claim: Claim): number {
  if (decision.kind !== 'price') return decision.chosen.indexOf(claim.subject);
  return decision.price?.product === claim.subject && decision.chosen.length > 0 ? 0 : -1;
}

function placeKey({ decision, position }: { readonly decision: string; readonly position: number }): string {
  return `${decision}/${position}`;
}

function isRun(events: readonly LoggedEvent[]): boolean {
  return events.every(({ offset }, i) => offset === (events[0]?.offset ?? 0) + i);
}
