import {
  type Decision,
  type PriceSlots,
  type SlotDecision,
  settleSlots,
  slotsAhead,
  slotUnit,
} from '@armoire/core';
import type { PointId, ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import { AuditStore } from './audit.ts';
import type { Connection } from './connection.ts';
import { DecisionStore } from './decisions.ts';
import { fixed } from './fixed.ts';
import { parsed } from './json.ts';

const askedColumns = { shop: 'text', point: 'text', unit: 'text', slot: 'integer' } as const;
const columns = { shop: 'text', point: 'text', unit: 'text', slot: 'integer', decision: 'text' } as const;

/** The decision of the newest slot up to the one that is asked for, of each unit. */
const newestOf = fixed<{ readonly body: string }>(
  askedColumns,
  (_, asked) => sql`select decided.body from (${asked}) as asked
    join armoire_price_slots as taken on taken.shop = asked.shop and taken.point = asked.point
      and taken.unit = asked.unit and taken.slot = (
        select max(other.slot) from armoire_price_slots as other where other.shop = asked.shop
          and other.point = asked.point and other.unit = asked.unit and other.slot <= asked.slot)
    join armoire_decisions as decided on decided.shop = asked.shop and decided.id = taken.decision`,
);

const take = fixed(columns, (db, rows) =>
  db
    .insertInto('armoire_price_slots')
    .columns(['shop', 'point', 'unit', 'slot', 'decision'])
    .expression(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'point', 'unit', 'slot'])
        .doUpdateSet((row) => ({ decision: row.ref('excluded.decision') })),
    ),
);

/**
 * Which decision holds in each price slot. Of two nodes one waits for the other at the shop's lock, and then sees
 * what it has written; the primary key stands behind that.
 */
export class PriceSlotTable implements PriceSlots {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async claim(made: readonly SlotDecision[]): Promise<readonly Decision[]> {
    const newest = new Map<string, Decision>();
    for (const { shop, point, slot, units } of asked(made)) {
      const known = await this.newest(shop, point, units, slot + slotsAhead);
      for (const decision of known) newest.set(slotUnit(decision), decision);
    }
    const { won, standing } = settleSlots(made, newest);
    if (won.length === 0) return standing;
    await new DecisionStore(this.#connection).append(
      won.map(({ decision }) => decision),
      won.flatMap(({ set }) => set ?? []),
    );
    await this.#enter(won.map(({ decision }) => decision));
    await new AuditStore(this.#connection).append(won.flatMap(({ line }) => line ?? []));
    return standing;
  }

  async newest(
    shop: ShopId,
    point: PointId,
    units: readonly string[],
    slot: number,
  ): Promise<readonly Decision[]> {
    if (units.length === 0) return [];
    const asked = [...new Set(units)].map((unit) => [shop, point, unit, slot]);
    const found = await newestOf(this.#connection, asked);
    return found.map(({ body }) => parsed<Decision>(body));
  }

  async #enter(decisions: readonly Decision[]): Promise<void> {
    // One statement cannot change a row twice: the last word on each slot counts.
    const slots = new Map(decisions.map((each) => [`${each.unit.slot} ${slotUnit(each)}`, each]));
    const rows = [...slots.values()].map(({ shop, point, unit, id }) => [
      shop,
      point,
      unit.id,
      unit.slot,
      id,
    ]);
    await take(this.#connection, rows);
  }
}

/** What claims are about: the units of each point and slot. */
function asked(made: readonly SlotDecision[]) {
  const groups = new Map<string, { shop: ShopId; point: PointId; slot: number; units: string[] }>();
  for (const { decision } of made) {
    const { shop, point, unit } = decision;
    const { slot = 0 } = unit;
    const key = JSON.stringify([shop, point, slot]);
    const group = groups.get(key) ?? { shop, point, slot, units: [] };
    groups.set(key, group);
    group.units.push(unit.id);
  }
  return groups.values();
}
