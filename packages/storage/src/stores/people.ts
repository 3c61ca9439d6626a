import type { Decision, LearnedSample, NewEvent, PersonName, Sample } from '@armoire/core';
import type { DecisionId, Instant, LoggedEvent, Offset, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { type Erased, type Erasure, erase } from './erasure.ts';
import { parsed } from './json.ts';
import { isAbout, isErasedName, isNamed, mayBeAbout } from './names.ts';

/** One that was forgotten: hashes of the names, from which no name can be read. */
export interface ErasedPerson {
  readonly shop: ShopId;
  readonly id: string;
  readonly at: Instant;
  readonly names: readonly string[];
}

/** What is held of people. Pages are in the order of offsets and ids; an empty page is the end. */
export class PeopleStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async events(
    shop: ShopId,
    names: readonly PersonName[],
    after: Offset,
    limit: number,
  ): Promise<readonly LoggedEvent[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_events')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where(isNamed(this.#connection, names))
      .where('offset', '>', after)
      .orderBy('offset')
      .limit(limit)
      .execute();
    return rows.map(({ offset, body }): LoggedEvent => ({ ...parsed<NewEvent>(body), offset }));
  }

  async decisions(
    shop: ShopId,
    names: readonly PersonName[],
    after: DecisionId,
    limit: number,
  ): Promise<readonly Decision[]> {
    const wanted = new Set(names);
    for (let from = after; ; ) {
      const rows = await this.#connection.db
        .selectFrom('armoire_decisions')
        .select(['id', 'body'])
        .where('shop', '=', shop)
        .where(mayBeAbout(this.#connection, names))
        .where('id', '>', from)
        .orderBy('id')
        .limit(limit)
        .execute();
      const found = rows.map(({ body }) => parsed<Decision>(body)).filter((row) => isAbout(row, wanted));
      // A page of others' only is not the end.
      if (found.length > 0 || rows.length === 0) return found;
      from = rows.at(-1)?.id ?? from;
    }
  }

  /** Samples of decisions, in the order in which they were learned. */
  async samples(shop: ShopId, decisions: readonly DecisionId[]): Promise<readonly LearnedSample[]> {
    const { db, bulk } = this.#connection;
    const rows = await db
      .selectFrom('armoire_samples')
      .select(['offset', 'body'])
      .where('shop', '=', shop)
      .where('decision', 'in', bulk.texts(decisions))
      .orderBy('offset')
      .execute();
    return rows.map(({ offset, body }) => ({ ...parsed<Sample>(body), offset }));
  }

  async erased(shop: ShopId): Promise<readonly ErasedPerson[]> {
    const rows = await this.#connection.db
      .selectFrom('armoire_erasures')
      .selectAll()
      .where('shop', '=', shop)
      .execute();
    return rows.map((row) => ({ ...row, names: parsed<string[]>(row.names) }));
  }

  /** Deletes a person from everything, and subtracts what they taught, at once or not at all. */
  erase(shop: ShopId, erasure: Erasure): Promise<Erased> {
    return erase(this.#connection, shop, erasure);
  }

  /** Every name in the shop that is one of these hashes, of whatever kind where they were kept without it. */
  async named(shop: ShopId, hashes: readonly string[]): Promise<readonly PersonName[]> {
    const wanted = new Set(hashes);
    const known = await sql<{ name: PersonName }>`
      select 'shopper:' || shopper as name from armoire_events where shop = ${shop} and shopper is not null
      union select 'session:' || session from armoire_events where shop = ${shop} and session is not null
      union select 'customer:' || customer from armoire_events where shop = ${shop} and customer is not null
      union select 'shopper:' || shopper from armoire_decisions where shop = ${shop} and shopper is not null
      union select 'shopper:' || session from armoire_decisions where shop = ${shop} and session is not null
      union select 'session:' || session from armoire_decisions where shop = ${shop} and session is not null`.execute(
      this.#connection.db,
    );
    return known.rows.map(({ name }) => name).filter((name) => isErasedName(shop, name, wanted));
  }
}
