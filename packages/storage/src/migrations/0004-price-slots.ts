import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** Which decision holds in each price slot: of those that several nodes have made for one, the newest. */
export function priceSlots({ text, clustered, field }: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const dataType = sql.raw<string>(text);
      let table = db.schema
        .createTable('armoire_price_slots')
        .addColumn('shop', dataType, (column) => column.notNull())
        .addColumn('point', dataType, (column) => column.notNull())
        .addColumn('unit', dataType, (column) => column.notNull())
        .addColumn('slot', 'bigint', (column) => column.notNull())
        .addColumn('decision', dataType, (column) => column.notNull())
        .addPrimaryKeyConstraint('armoire_price_slots_key', ['shop', 'point', 'unit', 'slot']);
      if (clustered !== '') table = table.modifyEnd(sql.raw(clustered));
      await table.execute();
      const slot = sql`cast(${field('unit', 'slot')} as bigint)`;
      await sql`insert into armoire_price_slots (shop, point, unit, slot, decision)
        select shop, point, unit, slot, id from (
          select shop, point, unit, ${slot} as slot, id, row_number() over (
            partition by shop, point, unit, ${slot} order by at desc, id desc) as place
          from armoire_decisions
          where ${field('kind')} = 'price' and ${field('unit', 'slot')} is not null
        ) as decided where place = 1`.execute(db);
    },
  };
}
