import type { PointId, ShopId } from '@armoire/protocol';
import { type Decision, settleSlots, slotsAhead, slotUnit } from '../decisions/index.ts';
import type { AuditLog, DecisionLog, PriceSlots, SlotDecision } from '../ports/index.ts';

/** The decisions of price slots in memory, over the logs that they are written to. */
export class MemoryPriceSlots implements PriceSlots {
  readonly #decisions: DecisionLog;
  readonly #audit: AuditLog;
  /** By unit, then by slot. */
  readonly #units = new Map<string, Map<number, Decision>>();

  constructor(decisions: DecisionLog, audit: AuditLog) {
    this.#decisions = decisions;
    this.#audit = audit;
  }

  async claim(made: readonly SlotDecision[]): Promise<readonly Decision[]> {
    const newest = new Map<string, Decision>();
    for (const { decision } of made) {
      const known = this.#newest(slotUnit(decision), (decision.unit.slot ?? 0) + slotsAhead);
      if (known !== undefined) newest.set(slotUnit(decision), known);
    }
    const { won, standing } = settleSlots(made, newest);
    for (const { decision } of won) {
      const slots = this.#units.get(slotUnit(decision)) ?? new Map<number, Decision>();
      this.#units.set(slotUnit(decision), slots.set(decision.unit.slot ?? 0, decision));
    }
    await this.#decisions.append(
      won.map(({ decision }) => decision),
      won.flatMap(({ set }) => set ?? []),
    );
    await this.#audit.append(won.flatMap(({ line }) => line ?? []));
    return standing;
  }

  async newest(
    shop: ShopId,
    point: PointId,
    units: readonly string[],
    slot: number,
  ): Promise<readonly Decision[]> {
    return [...new Set(units)].flatMap((id) => this.#newest(JSON.stringify([shop, point, id]), slot) ?? []);
  }

  #newest(unit: string, slot: number): Decision | undefined {
    const slots = [...(this.#units.get(unit) ?? [])].filter(([number]) => number <= slot);
    return slots.reduce<(typeof slots)[number] | undefined>(
      (last, each) => (last === undefined || each[0] > last[0] ? each : last),
      undefined,
    )?.[1];
  }
}
