import type { Instant, PointId, VariantId } from '@armoire/protocol';
import type { PricePoint } from './points.ts';
import { slotOf } from './price-decision.ts';
import type { Wanted } from './price-slots.ts';

interface Asked {
  readonly point: PricePoint;
  slot: number;
  /** Asked for in the slot. */
  now: Map<VariantId, Wanted>;
  /** Asked for in the one before it, and neither taken nor asked for since; the earliest first. */
  before: Map<VariantId, Wanted>;
}

/** Whose price was asked for in the present slot of each point, and in the one before. */
export class AskedPrices {
  readonly #points = new Map<PointId, Asked>();

  note(wanted: Wanted, at: Instant): void {
    const { now, before } = this.#of(wanted, at);
    if (now.has(wanted.variant)) return;
    now.set(wanted.variant, wanted);
    before.delete(wanted.variant);
  }

  /** Takes up to so many that were asked for in the slot before and not yet in the present one. */
  take(most: number, at: Instant): readonly Wanted[] {
    const taken: Wanted[] = [];
    for (const asked of this.#points.values()) {
      turn(asked, at);
      for (const [variant, wanted] of asked.before) {
        if (taken.length >= most) return taken;
        asked.before.delete(variant);
        taken.push(wanted);
      }
    }
    return taken;
  }

  /** Puts back what was taken and could not be decided. */
  leave(taken: readonly Wanted[], at: Instant): void {
    for (const wanted of taken) {
      const { now, before } = this.#of(wanted, at);
      if (!now.has(wanted.variant)) before.set(wanted.variant, wanted);
    }
  }

  #of({ id, point }: Wanted, at: Instant): Asked {
    let asked = this.#points.get(id);
    if (asked === undefined) {
      asked = { point, slot: slotOf(point, at), now: new Map(), before: new Map() };
      this.#points.set(id, asked);
    }
    turn(asked, at);
    return asked;
  }
}

function turn(asked: Asked, at: Instant): void {
  const slot = slotOf(asked.point, at);
  if (slot <= asked.slot) return;
  asked.before = slot === asked.slot + 1 ? asked.now : new Map();
  asked.now = new Map();
  asked.slot = slot;
}
