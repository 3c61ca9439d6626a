import { jobLease, mostTries, type NewJob, retryBounds } from '@armoire/core';
import { day, type ShopId, second } from '@armoire/protocol';
import type { PgBoss, Queue } from 'pg-boss';

/** What pg-boss keeps of a job: its own names say nothing about a shop and a key. */
export interface JobData {
  readonly shop: ShopId;
  readonly kind: string;
  readonly key: string;
  /** JSON as text: of an object, `jsonb` would sort the fields. */
  readonly payload?: string;
  /** Tries before this queue had the job, and why the last of them failed. */
  readonly tried?: number;
  readonly reason?: string;
}

export function dataOf({ shop, kind, key, payload }: NewJob): JobData {
  return { shop, kind, key, ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }) };
}

/** Each shop and kind has a queue of its own, in which one job is active at a time: an index sees to that. */
const queue: Omit<Queue, 'name'> = { policy: 'singleton' };

/** What each job is sent with, and not its queue: so another version may do otherwise. */
export const jobOptions = {
  retryDelay: retryBounds.least / second,
  retryDelayMax: retryBounds.most / second,
  retryBackoff: true,
  heartbeatSeconds: jobLease / second,
  // The longest that there is: what counts is the heartbeat.
  expireInSeconds: day / second,
  // Until the same work is done; and what waits must not go because nobody came for it in time.
  deleteAfterSeconds: 0,
  retentionSeconds: (3650 * day) / second,
} as const;

/** Tries that a job has left besides the next one. */
export function retriesAfter(tried: number): number {
  return Math.max(0, mostTries - 1 - tried);
}

/** Queue names take few characters: all others are written as `_` and their number, so that none has two meanings. */
export function queueOf(shop: ShopId, kind: string): string {
  return `${shopPrefix(shop)}${escaped(kind)}`;
}

/** How the names of all queues of a shop begin. */
export function shopPrefix(shop: ShopId): string {
  return `${escaped(shop)}/`;
}

export async function ensureQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(name, queue);
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9.-]/gu, (char) => `_${char.codePointAt(0)?.toString(16)}_`);
}
