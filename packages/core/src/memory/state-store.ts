import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { Commit, LearnedSample, Snapshot, StateChanges, StateName, StateStore } from '../ports/index.ts';
import type { Outcome, Sample } from '../rewards/index.ts';
import type { SumRow } from '../state/index.ts';
import { compare, page, Shops } from './shops.ts';
import { merged, type StoredSums } from './sums.ts';

interface State {
  readonly consumers: Map<string, Offset>;
  readonly sums: Map<StateName, StoredSums>;
  readonly snapshots: Map<string, Snapshot>;
  /** By decision, then by place. */
  readonly outcomes: Map<string, Map<number, Outcome>>;
  /** Those of the outcomes that wait. */
  readonly waiting: Map<string, Outcome>;
  readonly samples: LearnedSample[];
  /** By decision, place and revision. */
  readonly learned: Set<string>;
  /** The revision in which each row of sums, and each snapshot, was last written. */
  readonly written: Map<string, number>;
  revision: number;
}

/** Learned state in memory. A commit changes it in one synchronous step, after everything that can fail. */
export class MemoryStateStore implements StateStore {
  readonly #shops = new Shops<State>(() => ({
    consumers: new Map(),
    sums: new Map(),
    snapshots: new Map(),
    outcomes: new Map(),
    waiting: new Map(),
    samples: [],
    learned: new Set(),
    written: new Map(),
    revision: 0,
  }));

  async commit(
    shop: ShopId,
    commit: Commit,
  ): Promise<{ readonly applied: boolean; readonly samples: Offset }> {
    const state = this.#shops.get(shop);
    const repeated = commit.samples.some((sample) => state.learned.has(nameOf(sample)));
    const { after = state.samples.length } = commit;
    const consumed = state.consumers.get(commit.consumer) ?? 0;
    if (consumed !== commit.from || after !== state.samples.length || repeated) {
      return { applied: false, samples: state.samples.length };
    }
    for (const [name, sums] of merged(state.sums, commit.deltas)) state.sums.set(name, sums);
    state.consumers.set(commit.consumer, commit.to);
    for (const outcome of commit.outcomes) writeOutcome(state, outcome);
    for (const snapshot of commit.snapshots) state.snapshots.set(snapshot.name, snapshot);
    for (const sample of commit.samples) {
      state.learned.add(nameOf(sample));
      state.samples.push({ ...sample, offset: state.samples.length + 1 });
    }
    writeRevision(state, commit);
    return { applied: true, samples: state.samples.length };
  }

  async offsets(
    shop: ShopId,
    consumer: string,
  ): Promise<{ readonly events: Offset; readonly samples: Offset }> {
    const { consumers, samples } = this.#shops.get(shop);
    return { events: consumers.get(consumer) ?? 0, samples: samples.length };
  }

  async changes(shop: ShopId, since: number): Promise<StateChanges> {
    const { revision, samples, sums, snapshots, written } = this.#shops.get(shop);
    const isNew = (key: string) => (written.get(key) ?? 0) > since;
    const changed = [...sums].map(([state, rows]) => ({
      state,
      rows: [...rows.values()].filter((row) => isNew(rowKey(state, row))),
    }));
    return {
      revision,
      samples: samples.length,
      sums: changed.filter(({ rows }) => rows.length > 0),
      snapshots: [...snapshots.keys()].filter((name) => isNew(name)).sort(compare),
    };
  }

  async sums(shop: ShopId, name: StateName): Promise<readonly SumRow[]> {
    const rows = [...(this.#shops.get(shop).sums.get(name)?.values() ?? [])];
    return rows.sort((a, b) => compare(a.key, b.key) || a.bucket - b.bucket);
  }

  async snapshot(shop: ShopId, name: string): Promise<Snapshot | undefined> {
    return this.#shops.get(shop).snapshots.get(name);
  }

  async outcomes(shop: ShopId, decisions: readonly string[]): Promise<readonly Outcome[]> {
    const { outcomes } = this.#shops.get(shop);
    return [...new Set(decisions)].flatMap((id) => [...(outcomes.get(id)?.values() ?? [])]).sort(byPlace);
  }

  async due(shop: ShopId, now: Instant, limit: number): Promise<readonly Outcome[]> {
    const over = [...this.#shops.get(shop).waiting.values()].filter(({ due = now }) => due <= now);
    return over.sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || byPlace(a, b)).slice(0, limit);
  }

  async samples(shop: ShopId, after: Offset, limit: number): Promise<readonly LearnedSample[]> {
    return page(this.#shops.get(shop).samples, after, limit);
  }
}

function writeOutcome({ outcomes, waiting }: State, outcome: Outcome): void {
  const { decision, position, due } = outcome;
  const places = outcomes.get(decision) ?? new Map<number, Outcome>();
  outcomes.set(decision, places.set(position, outcome));
  const key = `${position}/${decision}`;
  if (due === undefined) waiting.delete(key);
  else waiting.set(key, outcome);
}

function writeRevision(state: State, { deltas, snapshots }: Commit): void {
  if (deltas.length + snapshots.length === 0) return;
  state.revision++;
  for (const { name } of snapshots) state.written.set(name, state.revision);
  for (const delta of deltas) {
    for (const row of delta.rows) state.written.set(rowKey(delta.state, row), state.revision);
  }
}

function rowKey(state: StateName, { key, bucket }: SumRow): string {
  return JSON.stringify([state, bucket, key]);
}

function nameOf({ decision, position, revision }: Sample): string {
  return JSON.stringify([decision, position, revision]);
}

function byPlace(a: Outcome, b: Outcome): number {
  return compare(a.decision, b.decision) || a.position - b.position;
}
