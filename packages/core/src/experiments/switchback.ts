import type { Duration, Instant } from '@armoire/protocol';
import { hashString, seededRng } from '../random/index.ts';

/** A test whose units are slots of time: its arms take turns at one and the same thing. */
export interface Switchback {
  /** Seeds the turns. */
  readonly layer: string;
  /** Two or more; the first is the control. */
  readonly arms: readonly [string, string, ...string[]];
  /** Whether all articles take the same turns, or each its own, independent of the others. */
  readonly unit: 'shop' | 'product';
  readonly slot: Duration;
  /** Slots that an arm holds in one go: a stretch. */
  readonly hold: number;
  /** Time at the beginning of each stretch of which nothing counts: carts and people still go by the arm before. */
  readonly washout: Duration;
  readonly from: Instant;
  /** Blocks that do not end by then are not begun; there is no end when absent. */
  readonly until?: Instant;
}

/** A unit's turn: the whole slots for which it has an arm. */
export interface Stretch {
  /** From 0; each has every arm once. */
  readonly block: number;
  /** The place within the block, from 0. */
  readonly place: number;
  readonly arm: string;
  readonly begins: Instant;
  /** The end of the washout. */
  readonly counts: Instant;
  readonly ends: Instant;
}

/**
 * The stretch that an instant lies in; undefined outside of the test.
 *
 * Randomised in balanced blocks: each block of as many stretches as there are arms has them in a random order, all orders
 * equally likely (Fisher and Yates 1938), drawn apart for each block and unit. So whatever changes slowly, weekdays and
 * seasons, meets all arms alike. Every node finds the same turns, since names and time alone determine them.
 *
 * @param product ignored where the shop is the unit
 */
export function stretchAt(design: Switchback, product: string, at: Instant): Stretch | undefined {
  const { arms, slot, hold, washout, layer, unit } = design;
  const length = slot * hold;
  const start = switchbackStart(design);
  const index = Math.floor((at - start) / length);
  if (index < 0) return undefined;
  const block = Math.floor(index / arms.length);
  if (block >= blocksUntil(design, design.until ?? Number.POSITIVE_INFINITY)) return undefined;
  const place = index - block * arms.length;
  const begins = start + index * length;
  const arm = orderOf(layer, unit === 'shop' ? '' : product, block, arms)[place] as string;
  return { block, place, arm, begins, counts: begins + washout, ends: begins + length };
}

/** When the first stretch begins: with the first slot that does so at or after `from`. */
export function switchbackStart({ from, slot }: Pick<Switchback, 'from' | 'slot'>): Instant {
  return Math.ceil(from / slot) * slot;
}

/** Blocks that are over at an instant, which may lie in no slot at all. */
export function blocksUntil(design: Switchback, at: Instant): number {
  const { arms, slot, hold, until = Number.POSITIVE_INFINITY } = design;
  const length = slot * hold * arms.length;
  return Math.max(Math.floor((Math.min(at, until) - switchbackStart(design)) / length), 0);
}

function orderOf(layer: string, unit: string, block: number, arms: readonly string[]): readonly string[] {
  const rng = seededRng(hashString(`${layer}\u0000${unit}`), `block ${block}`);
  const order = [...arms];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(rng.next() * (i + 1));
    [order[i], order[j]] = [order[j] as string, order[i] as string];
  }
  return order;
}
