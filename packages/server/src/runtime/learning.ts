import { type Clock, type Engine, Learner, type NewJob, type PersonName, Views } from '@armoire/core';
import { type Duration, type LoggedEvent, second } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import { Erasures } from './erasures.ts';
import { Lead } from './lead.ts';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

/** The kind of the durable job that saves the views of a shop. */
export const saveViews = 'views.save';

/** Between two steps of learning: what is appended meanwhile is learned, and committed, in one. */
const gathering: Duration = second / 10;

/**
 * Learns behind the answers: events go to the views and to the learner in the order of the log, and waits for rewards
 * end when they are due. Of the nodes on one store one learns at a time; the others take over what it has learned,
 * and its place when it is gone.
 */
export class Learning {
  readonly learner: Learner;
  readonly views: Views;
  readonly #lead: Lead;
  readonly #erasures: Erasures;
  readonly #engine: Engine;
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #forgotten: () => void;
  readonly #drain: Retried;
  readonly #enqueue: Retried;
  #jobs: NewJob[] = [];
  /** No wait ends before, as far as this node knows while it learns. */
  #due = Number.NEGATIVE_INFINITY;
  #term: number | undefined;
  #saving = false;
  #drained = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** @param forgotten called when somebody was erased, by whatever process */
  constructor(engine: Engine, storage: Storage, clock: Clock, log: Log, forgotten: () => void = () => {}) {
    const { events, decisions, state } = storage;
    this.#engine = engine;
    this.#storage = storage;
    this.#clock = clock;
    this.#log = log;
    this.#forgotten = forgotten;
    this.views = new Views(engine, events, state);
    this.#lead = new Lead({ leases: storage.leases, shop: engine.shop, log });
    this.learner = new Learner({
      engine,
      events,
      decisions,
      state,
      clock,
      waiting: (due) => {
        this.#due = Math.min(this.#due, due);
      },
      term: () => this.#askTerm(),
      reading: (read) => this.views.push(read),
      held: (again) => this.#drainIn(again),
      lost: (lost) => {
        const decisions = lost.length;
        log.warn({ shop: engine.shop, decisions }, 'Events name decisions that were never logged');
      },
    });
    this.#erasures = new Erasures(storage.people, engine.shop, () => this.#forget());
    this.#drain = new Retried('Learning', () => this.learner.drain(), log);
    this.#enqueue = new Retried('Scheduling jobs', () => this.#enqueueAll(), log);
  }

  /** Events that are in the log and not learned yet. */
  get lag(): number {
    return Math.max(0, this.views.offset - this.learner.offset);
  }

  /** Whether this node is the one that learns for the shop. */
  get leads(): boolean {
    return this.#lead.held;
  }

  /** Whether a person of this name was erased. */
  erased(name: PersonName): boolean {
    return this.#erasures.has(name);
  }

  /** Restores what was learned; what the log has beyond that is learned in the background. */
  async load(): Promise<void> {
    await this.#erasures.load();
    await this.learner.load();
    this.#tellUnused();
    await this.views.load();
    this.#request();
  }

  /** What was learned and is no longer used must not go unnoticed: after an update, say, or a change of policies. */
  #tellUnused(): void {
    const states = this.#engine.learned.unused();
    if (states.length === 0) return;
    const { shop } = this.#engine;
    this.#log.warn({ shop, states }, 'The store keeps learned states that no policy uses now');
  }

  /** Takes events that were just appended. */
  push(events: readonly LoggedEvent[]): void {
    this.views.push(events).catch((error: unknown) => {
      this.#log.error({ error }, 'Reading the event log failed');
    });
    // While learning fails nothing is held for it: it reads the log when it works again.
    if (!this.#drain.failing) this.learner.push(events);
    this.#drainSoon();
    if (this.views.stale && !this.#saving) this.#saveLater();
  }

  /** Takes what other nodes have appended, learned and erased; ends the waits that are over. */
  async follow(): Promise<void> {
    await this.#erasures.look();
    await this.views.catchUp();
    // Whoever learns knows what was learned.
    if (!this.#lead.held) await this.learner.refresh();
    if (this.views.offset > this.learner.offset) this.#drainSoon();
    await this.#closeDue();
  }

  /** Does the work of the job: saves the views. */
  async save(): Promise<void> {
    this.#saving = false;
    await this.#saveViews();
  }

  /** Makes the memory anew at once if somebody was erased. */
  lookForErasures(): Promise<void> {
    return this.#erasures.look(true);
  }

  /** Resolves when all that was pushed is learned, or learning has failed. */
  async idle(): Promise<void> {
    if (this.#timer !== undefined) this.#request();
    await this.#drain.idle();
    await this.#enqueue.idle();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#drain.stop();
    await this.#saveViews();
    await this.#enqueue.stop();
    await this.#lead.release();
  }

  /** Nothing about a person who was erased may come back through a snapshot. */
  async #saveViews(): Promise<void> {
    await this.#erasures.look(true);
    await this.views.save();
  }

  async #forget(): Promise<void> {
    this.#engine.renew();
    this.#forgotten();
    this.learner.forget();
    await this.learner.refresh();
    await this.views.rebuild();
  }

  /** The term of this node; when another one begins, nothing is known of the waits that others left. */
  async #askTerm(): Promise<number | undefined> {
    const term = await this.#lead.term();
    if (term !== this.#term) this.#due = Number.NEGATIVE_INFINITY;
    this.#term = term;
    return term;
  }

  /** Any node looks for waits that are over, and the one that learns, or would if no other did, ends them. */
  async #closeDue(): Promise<void> {
    const now = this.#clock.now();
    if (this.#lead.held && now < this.#due) return;
    // What begins to wait from here on counts in addition.
    this.#due = Number.POSITIVE_INFINITY;
    const [next] = await this.#storage.state.due(this.#engine.shop, Number.MAX_SAFE_INTEGER, 1);
    this.#due = Math.min(this.#due, next?.due ?? Number.POSITIVE_INFINITY);
    if (this.#due <= now) await this.learner.closeDue();
  }

  #drainSoon(): void {
    this.#drainIn(this.#drained + gathering - performance.now());
  }

  #drainIn(wait: Duration): void {
    if (wait <= 0) this.#request();
    else this.#timer ??= setTimeout(() => this.#request(), wait).unref();
  }

  #request(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drained = performance.now();
    this.#drain.request();
  }

  #saveLater(): void {
    this.#saving = true;
    const { shop } = this.#engine;
    this.#jobs.push({ shop, kind: saveViews, key: '', runAt: this.#clock.now() });
    this.#enqueue.request();
  }

  async #enqueueAll(): Promise<void> {
    const jobs = this.#jobs.slice();
    await this.#storage.jobs.enqueue(jobs);
    this.#jobs = this.#jobs.slice(jobs.length);
  }
}
