import { createHash } from 'node:crypto';
import type {
  AuditLine,
  BookChange,
  CandidateSet,
  Decision,
  SlotDecision,
  VariantPrice,
} from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Stores } from '../stores/index.ts';

/** The number by which nodes lock a shop, or something else that has a name. */
export function lockOf(name: string): bigint {
  return createHash('sha256').update(`armoire/${name}`).digest().readBigInt64BE();
}

/** What nobody else may write while a call does, and the lane in which the call waits for its turn. */
export function placeOf(
  port: keyof Stores,
  args: readonly unknown[],
): { readonly lane: string; readonly locks: readonly bigint[] } {
  // A lease is one statement, and must not wait for anything long.
  if (port === 'leases') return { lane: 'leases', locks: [] };
  const shops = shopsOf(port, args);
  return { lane: `shop/${shops[0] ?? ''}`, locks: shops.map((shop) => lockOf(`shop/${shop}`)) };
}

function shopsOf(port: keyof Stores, args: readonly unknown[]): readonly ShopId[] {
  if (port === 'decisions') {
    const [decisions, sets] = args as [readonly Decision[], readonly CandidateSet[]];
    return [...new Set([...decisions, ...sets].map(({ shop }) => shop))];
  }
  if (port === 'slots') {
    return [...new Set((args[0] as readonly SlotDecision[]).map(({ decision }) => decision.shop))];
  }
  if (port === 'book') {
    return [...new Set((args[0] as readonly BookChange[]).map(({ entry }) => entry.shop))];
  }
  if (port === 'shown') return [...new Set((args[0] as readonly VariantPrice[]).map(({ shop }) => shop))];
  if (port === 'audit') return [...new Set((args[0] as readonly AuditLine[]).map(({ shop }) => shop))];
  return [args[0] as ShopId];
}
