import { type Clock, MemoryPriceSlots, type MemoryStorage, memoryStorage } from '@armoire/core';
import { day } from '@armoire/protocol';
import { BriefDecisionLog } from './decision-log.ts';
import { BriefEventLog } from './event-log.ts';
import { BriefStateStore } from './state-store.ts';

/** Simulated shoppers send back what they bought within two weeks; nothing comes later of a decision. */
const keep = 21 * day;

/**
 * Stores in memory for one shop and a simulation of any length: events, decisions and outcomes go when nothing more can
 * come of them, and samples are not kept at all.
 */
export function briefStorage(clock: Clock): MemoryStorage {
  const decisions = new BriefDecisionLog(clock, keep);
  const storage = memoryStorage(clock);
  return {
    ...storage,
    events: new BriefEventLog(clock, keep),
    decisions,
    slots: new MemoryPriceSlots(decisions, storage.audit),
    state: new BriefStateStore(clock, keep),
  };
}
