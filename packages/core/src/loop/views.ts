import type { LoggedEvent, Offset } from '@armoire/protocol';
import type { Engine } from '../engine/index.ts';
import type { EventLog, Snapshot, StateStore } from '../ports/index.ts';
import { peopleName, peopleVersion, profilesName, rankerName, sourceName } from './people.ts';

const consumer = 'views';
/** Events between two snapshots: what a start after a crash has to read again at most. */
const snapshotEvery = 50_000;
const batch = 5000;

/**
 * Keeps the candidate sources, and who is who, up with the event log. They are views of the log: snapshots only save
 * the time to read it again.
 */
export class Views {
  readonly #engine: Engine;
  readonly #events: EventLog;
  readonly #state: StateStore;
  #offset: Offset = 0;
  #saved: Offset = 0;
  /** The snapshots of the present offset are not what they should be. */
  #rebuilt = false;
  #work: Promise<void> = Promise.resolve();
  /** What each part looks like before the first event. */
  readonly #empty: readonly string[];

  constructor(engine: Engine, events: EventLog, state: StateStore) {
    this.#engine = engine;
    this.#events = events;
    this.#state = state;
    this.#empty = this.#parts().map(({ text }) => text());
  }

  get offset(): Offset {
    return this.#offset;
  }

  /** Restores the last snapshots, if all of them are there and of this version, and reads the rest of the log. */
  async load(): Promise<void> {
    const { shop } = this.#engine;
    const { events } = await this.#state.offsets(shop, consumer);
    const snapshots = await Promise.all(this.#parts().map(({ name }) => this.#state.snapshot(shop, name)));
    const usable = this.#parts().every(
      ({ version }, i) => snapshots[i]?.offset === events && snapshots[i]?.version === version,
    );
    if (usable && events > 0) {
      for (const [i, { restore }] of this.#parts().entries()) restore(snapshots[i]?.text ?? '');
      this.#offset = events;
    }
    this.#saved = events;
    await this.catchUp();
  }

  /** Takes events that were just appended; a gap before them is read from the log. */
  async push(events: readonly LoggedEvent[]): Promise<void> {
    const first = events[0]?.offset;
    if (first === undefined) return;
    if (first <= this.#offset + 1) this.#observe(events);
    else await this.catchUp();
  }

  catchUp(): Promise<void> {
    const next = this.#work.then(async () => {
      for (;;) {
        const events = await this.#events.read(this.#engine.shop, this.#offset, batch);
        this.#observe(events);
        if (events.length < batch) return;
      }
    });
    // A log that could not be read once is read again by the next call.
    this.#work = next.catch(() => {});
    return next;
  }

  /** Makes everything anew from the log, from which something was taken, and replaces the snapshots. */
  async rebuild(): Promise<void> {
    const next = this.#work.then(() => {
      for (const [i, { restore }] of this.#parts().entries()) restore(this.#empty[i] ?? '');
      this.#engine.observeAnew();
      this.#offset = 0;
      this.#rebuilt = true;
    });
    this.#work = next.catch(() => {});
    await next;
    await this.catchUp();
    await this.save();
  }

  /** Whether enough has happened since the last snapshot. */
  get stale(): boolean {
    return this.#offset - this.#saved >= snapshotEvery;
  }

  /** Writes snapshots of the present state. */
  async save(): Promise<void> {
    // Another node may have saved more.
    if (this.#offset <= this.#saved && !this.#rebuilt) return;
    const rebuilt = this.#rebuilt;
    this.#rebuilt = false;
    const offset = this.#offset;
    const from = this.#saved;
    const snapshots = this.#parts().map(
      ({ name, version, text }): Snapshot => ({ name, version, offset, text: text() }),
    );
    this.#saved = offset;
    const { applied } = await this.#state.commit(this.#engine.shop, {
      consumer,
      from,
      to: offset,
      deltas: [],
      outcomes: [],
      samples: [],
      snapshots,
    });
    if (applied) return;
    this.#rebuilt = rebuilt;
    this.#saved = (await this.#state.offsets(this.#engine.shop, consumer)).events;
  }

  #observe(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      if (event.offset <= this.#offset) continue;
      this.#engine.observe(event);
      this.#offset = event.offset;
    }
  }

  #parts(): { name: string; version: number; text: () => string; restore: (text: string) => void }[] {
    const { people, profiles, ranker, sources } = this.#engine;
    return [
      {
        name: peopleName,
        version: peopleVersion,
        text: () => people.snapshot(),
        restore: (text) => people.restore(text),
      },
      {
        name: profilesName,
        version: profiles.version,
        text: () => profiles.snapshot(),
        restore: (text) => profiles.restore(text),
      },
      {
        name: rankerName,
        version: ranker.version,
        text: () => ranker.snapshot(),
        restore: (text) => ranker.restore(text),
      },
      ...[...sources.values()].map((source) => ({
        name: sourceName(source.id),
        version: source.version,
        text: () => source.snapshot(),
        restore: (text: string) => source.restore(text),
      })),
    ];
  }
}
