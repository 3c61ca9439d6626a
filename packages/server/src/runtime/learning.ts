import { type Clock, type Engine, type Job, Learner, type NewJob, Views } from '@armoire/core';
import { type Instant, type LoggedEvent, second } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import { Erasures } from './erasures.ts';
import { Lead } from './lead.ts';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

/** The kinds of durable jobs of a shop. */
export const closeRewards = 'rewards.close';
export const saveViews = 'views.save';

/** When a wait is looked at again whose end fell to a node that does not learn. */
const handedOn = second;

/**
 * Learns behind the answers: events go to the views and to the learner in the order of the log; waits for rewards
 * end, and views are saved, through durable jobs. Of the nodes on one store one learns at a time; the others take
 * over what it has learned, and its place when it is gone.
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
  readonly #drain: Retried;
  readonly #enqueue: Retried;
  #jobs: NewJob[] = [];
  /** When the earliest close is scheduled for. */
  #nextClose = Number.POSITIVE_INFINITY;
  #saving = false;

  constructor(engine: Engine, storage: Storage, clock: Clock, log: Log) {
    const { events, decisions, state } = storage;
    this.#engine = engine;
    this.#storage = storage;
    this.#clock = clock;
    this.#log = log;
    this.views = new Views(engine, events, state);
    this.#lead = new Lead({ leases: storage.leases, shop: engine.shop, log });
    this.learner = new Learner({
      engine,
      events,
      decisions,
      state,
      clock,
      waiting: (due) => this.#closeAt(due),
      term: () => this.#lead.term(),
      reading: async (offset) => {
        if (this.views.offset < offset) await this.views.catchUp();
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

  /** Restores what was learned; what the log has beyond that is learned in the background. */
  async load(): Promise<void> {
    await this.#erasures.load();
    await this.learner.load();
    await this.views.load();
    await this.#scheduleNext();
    this.#drain.request();
  }

  /** Takes events that were just appended. */
  push(events: readonly LoggedEvent[]): void {
    this.views.push(events).catch((error: unknown) => {
      this.#log.error({ error }, 'Reading the event log failed');
    });
    // While learning fails nothing is held for it: it reads the log when it works again.
    if (!this.#drain.failing) this.learner.push(events);
    this.#drain.request();
    if (this.views.stale && !this.#saving) this.#save();
  }

  /** Takes what other nodes have appended, learned and erased. */
  async follow(): Promise<void> {
    await this.#erasures.look();
    const head = await this.#storage.events.head(this.#engine.shop);
    if (head > this.views.offset) await this.views.catchUp();
    // Whoever learns knows what was learned.
    if (!this.#lead.held) await this.learner.refresh();
    if (head > this.learner.offset) this.#drain.request();
  }

  /** Does the work of a job. */
  async run(job: Job): Promise<void> {
    if (job.kind === saveViews) {
      this.#saving = false;
      await this.#saveViews();
      return;
    }
    this.#nextClose = Number.POSITIVE_INFINITY;
    await this.learner.closeDue();
    if (this.#lead.held) return await this.#scheduleNext();
    const { shop, kind, key } = job;
    await this.#storage.jobs.enqueue([{ shop, kind, key, runAt: this.#clock.now() + handedOn }]);
  }

  /** Resolves when all that was pushed is learned, or learning has failed. */
  async idle(): Promise<void> {
    await this.#drain.idle();
    await this.#enqueue.idle();
  }

  async stop(): Promise<void> {
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
    this.learner.forget();
    await this.learner.refresh();
    await this.views.rebuild();
  }

  #closeAt(due: Instant): void {
    // One that has passed was run by another process.
    if (due >= this.#nextClose && this.#nextClose > this.#clock.now()) return;
    this.#nextClose = due;
    this.#request({ shop: this.#engine.shop, kind: closeRewards, key: '', runAt: due });
  }

  #save(): void {
    this.#saving = true;
    this.#request({ shop: this.#engine.shop, kind: saveViews, key: '', runAt: this.#clock.now() });
  }

  /** The earliest wait that has not ended: known to the database alone after a start. */
  async #scheduleNext(): Promise<void> {
    const { state } = this.#storage;
    const [next] = await state.due(this.#engine.shop, Number.MAX_SAFE_INTEGER, 1);
    if (next?.due !== undefined) this.#closeAt(next.due);
  }

  #request(job: NewJob): void {
    this.#jobs.push(job);
    this.#enqueue.request();
  }

  async #enqueueAll(): Promise<void> {
    const jobs = this.#jobs.slice();
    await this.#storage.jobs.enqueue(jobs);
    this.#jobs = this.#jobs.slice(jobs.length);
  }
}
