import type {
  Commit,
  LearnedSample,
  Outcome,
  Snapshot,
  StateChanges,
  StateName,
  StateStore,
  SumRow,
} from '@armoire/core';
import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { head, reserve } from './heads.ts';
import {
  appendSamples,
  dueOutcomes,
  isLearned,
  readOutcomes,
  readSamples,
  writeOutcomes,
} from './outcomes.ts';
import { mergeSums, readSums, readSumsSince } from './sums.ts';

/** Learned state; the consumer's offset is compared and set in the transaction that changes everything else. */
export class LearnedState implements StateStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async commit(
    shop: ShopId,
    commit: Commit,
  ): Promise<{ readonly applied: boolean; readonly samples: Offset }> {
    const connection = this.#connection;
    const consumed = await this.#consumed(shop, commit.consumer);
    const learned = await head(connection, shop, 'samples');
    const { from, after = learned } = commit;
    if (consumed !== from || after !== learned || (await isLearned(connection, shop, commit.samples))) {
      return { applied: false, samples: learned };
    }
    if (commit.to !== consumed) await this.#advance(shop, commit.consumer, commit.to);
    if (commit.deltas.length + commit.snapshots.length > 0) {
      const revision = await reserve(connection, shop, 'state', 1);
      await mergeSums(connection, shop, commit.deltas, revision);
      for (const snapshot of commit.snapshots) await this.#replace(shop, snapshot, revision);
    }
    await writeOutcomes(connection, shop, commit.outcomes);
    return { applied: true, samples: await appendSamples(connection, shop, commit.samples) };
  }

  async offsets(
    shop: ShopId,
    consumer: string,
  ): Promise<{ readonly events: Offset; readonly samples: Offset }> {
    return {
      events: await this.#consumed(shop, consumer),
      samples: await head(this.#connection, shop, 'samples'),
    };
  }

  async changes(shop: ShopId, since: number): Promise<StateChanges> {
    const snapshots = await this.#connection.db
      .selectFrom('armoire_snapshots')
      .select('name')
      .where('shop', '=', shop)
      .where('revision', '>', since)
      .orderBy('name')
      .execute();
    return {
      revision: await head(this.#connection, shop, 'state'),
      samples: await head(this.#connection, shop, 'samples'),
      sums: await readSumsSince(this.#connection, shop, since),
      snapshots: snapshots.map(({ name }) => name),
    };
  }

  sums(shop: ShopId, state: StateName): Promise<readonly SumRow[]> {
    return readSums(this.#connection, shop, state);
  }

  snapshot(shop: ShopId, name: string): Promise<Snapshot | undefined> {
    return this.#connection.db
      .selectFrom('armoire_snapshots')
      .select(['name', 'version', 'offset', 'text'])
      .where('shop', '=', shop)
      .where('name', '=', name)
      .executeTakeFirst();
  }

  outcomes(shop: ShopId, decisions: readonly string[]): Promise<readonly Outcome[]> {
    return readOutcomes(this.#connection, shop, decisions);
  }

  due(shop: ShopId, now: Instant, limit: number): Promise<readonly Outcome[]> {
    return dueOutcomes(this.#connection, shop, now, limit);
  }

  samples(shop: ShopId, after: Offset, limit: number): Promise<readonly LearnedSample[]> {
    return readSamples(this.#connection, shop, after, limit);
  }

  async #consumed(shop: ShopId, consumer: string): Promise<Offset> {
    const row = await this.#connection.db
      .selectFrom('armoire_consumers')
      .select('offset')
      .where('shop', '=', shop)
      .where('consumer', '=', consumer)
      .executeTakeFirst();
    return row?.offset ?? 0;
  }

  async #advance(shop: ShopId, consumer: string, offset: Offset): Promise<void> {
    await this.#connection.db
      .insertInto('armoire_consumers')
      .values({ shop, consumer, offset })
      .onConflict((conflict) => conflict.columns(['shop', 'consumer']).doUpdateSet({ offset }))
      .execute();
  }

  async #replace(shop: ShopId, { name, version, offset, text }: Snapshot, revision: number): Promise<void> {
    await this.#connection.db
      .insertInto('armoire_snapshots')
      .values({ shop, name, version, offset, text, revision })
      .onConflict((conflict) =>
        conflict.columns(['shop', 'name']).doUpdateSet({ version, offset, text, revision }),
      )
      .execute();
  }
}
