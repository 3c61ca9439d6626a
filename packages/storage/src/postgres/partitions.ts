import type { Instant } from '@armoire/protocol';
import pg from 'pg';
import type { Client } from './pool.ts';
import type { Sessions } from './session.ts';

/** Parts of the events by hash of the shop. A number that suits many shops, and costs one shop nothing. */
const parts = 4;
/** No shop has older events, and none is from later: what claims to be goes into a part for the rest. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(2100, 0);

/** A month: the time at which it begins. */
export type Month = Instant;

function monthOf(at: Instant): Month | undefined {
  if (!(at >= earliest && at < latest)) return undefined;
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function monthAfter(month: Month): Month {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** Such as `armoire_events_2_202405`. */
function partitionName(part: number, month: Month): string {
  return `armoire_events_${part}_${new Date(month).toISOString().slice(0, 7).replace('-', '')}`;
}

/**
 * The months that have a partition. One is made before the first event of its month is written, in a transaction of
 * its own: so imported history of any age finds its place, and the part for the rest stays empty, which is what
 * makes adding a partition cheap.
 */
export class Partitions {
  readonly #sessions: Sessions;
  readonly #known = new Set<Month>();
  #work: Promise<void> = Promise.resolve();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** Resolves when events of these times can be written. */
  async ensure(times: readonly Instant[]): Promise<void> {
    const months = new Set(times.map(monthOf).filter((month) => month !== undefined));
    if ([...months].every((month) => this.#known.has(month))) return;
    // One after another, over one connection: an import of many years must not take all of them.
    const made = this.#work.then(() => this.#make([...months].filter((month) => !this.#known.has(month))));
    this.#work = made.catch(() => {});
    await made;
  }

  /** After partitions were dropped, by whomever. */
  forget(): void {
    this.#known.clear();
  }

  async #make(months: readonly Month[]): Promise<void> {
    if (months.length === 0) return;
    await this.#sessions.use(async ({ client }) => {
      for (const month of months) {
        await makeMonth(client, month);
        this.#known.add(month);
      }
    });
  }
}

/** Makes the parts for shops, and for what has no month. Belongs to the first migration. */
export async function makeParts(client: Client): Promise<void> {
  for (let part = 0; part < parts; part++) {
    await client.query(`
      create table if not exists armoire_events_${part} partition of armoire_events
        for values with (modulus ${parts}, remainder ${part}) partition by range (at);
      create table if not exists armoire_events_${part}_rest partition of armoire_events_${part} default`);
  }
}

async function makeMonth(client: Client, month: Month): Promise<void> {
  const wanted = Array.from({ length: parts }, (_, part) => partitionName(part, month));
  const { rows } = await client.query(
    'select 1 from unnest($1::text[]) name where to_regclass(name) is not null',
    [wanted],
  );
  if (rows.length === parts) return;
  // Nodes that need the same month at the same time wait for each other.
  await client.query('begin; select pg_advisory_xact_lock(4713982250611375103)');
  try {
    for (const [part, name] of wanted.entries()) {
      await client.query(`create table if not exists ${name} partition of armoire_events_${part}
        for values from (${month}) to (${monthAfter(month)})`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    // Another node dropped the month and wrote to the part for the rest since: there it stays.
    if (error instanceof pg.DatabaseError && error.code === '23514') return;
    throw error;
  }
}
