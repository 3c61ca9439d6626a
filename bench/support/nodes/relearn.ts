import type { CandidateSet, Decision } from '@armoire/core';
import { hour, minute } from '@armoire/protocol';
import { createArmoire, silentLog, systemClock } from '@armoire/server';
import { openStorage, type Storage } from '@armoire/storage';
import { nodeConfig, shopId } from './shop.ts';
import { type SumLines, storedSums } from './sums.ts';

const page = 1000;

/** What one process has learned of a shop. */
export interface Learned {
  readonly sums: SumLines;
  /** The last value of each place of a decision that a sample was made of. */
  readonly values: ReadonlyMap<string, number>;
  /** Samples that stand twice in the log. */
  readonly repeated: number;
}

/** What a database says was learned. */
export async function learnedIn({ state }: Pick<Storage, 'state'>): Promise<Learned> {
  const values = new Map<string, number>();
  const revisions = new Set<string>();
  let samples = 0;
  for (let after = 0; ; ) {
    const batch = await state.samples(shopId, after, page);
    for (const { decision, position, revision, value } of batch) {
      values.set(`${decision}/${position}`, value);
      revisions.add(`${decision}/${position}/${revision}`);
    }
    samples += batch.length;
    if (batch.length === 0) break;
    after = batch.at(-1)?.offset ?? after;
  }
  return { sums: await storedSums(state, shopId), values, repeated: samples - revisions.size };
}

/**
 * One process on an empty database that is fed the logs of another one from their start: its catalogue, its decisions,
 * and its events in their order. Learns all of them, and ends all waits.
 */
export async function relearned(url: string): Promise<Learned> {
  const from = await openStorage({ url });
  try {
    let now = systemClock.now();
    const clock = { ...systemClock, now: () => now };
    const armoire = await createArmoire(nodeConfig('sqlite::memory:'), {
      clock,
      log: silentLog,
      jobs: false,
    });
    try {
      const shop = armoire.shop();
      const { storage } = armoire;
      const changes = await from.catalog.current(shopId, 0, page);
      await shop.applyChanges(changes.map(({ change }) => change));
      for await (const [decisions, sets] of decisionsOf(from))
        await storage.decisions.append(decisions, sets);
      for (let offset = 0; ; ) {
        const batch = await from.events.read(shopId, offset, page);
        if (batch.length === 0) break;
        await storage.events.append(
          shopId,
          batch.map(({ offset: _, ...event }) => event),
        );
        await shop.follow();
        await shop.settled();
        offset = batch.at(-1)?.offset ?? offset;
        // What a killed node has not logged will never come.
        for (; shop.learning.learner.offset < offset; now += minute) await shop.settled();
      }
      now += 24 * hour;
      while ((await shop.learning.learner.closeDue()) > 0);
      return await learnedIn(storage);
    } finally {
      await armoire.close();
    }
  } finally {
    await from.close();
  }
}

async function* decisionsOf({
  decisions,
}: Storage): AsyncGenerator<[readonly Decision[], readonly CandidateSet[]]> {
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await decisions.list(shopId, {}, 'asc', page, cursor);
    const hashes = [...new Set(items.flatMap(({ candidateSet }) => candidateSet ?? []))];
    yield [items, await decisions.sets(shopId, hashes)];
    if (next === undefined) return;
    cursor = next;
  }
}
