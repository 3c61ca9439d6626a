import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** What stores charge, and the prices that shoppers were shown. */
export function prices({ text, clustered }: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const dataType = sql.raw<string>(text);
      let book = db.schema
        .createTable('armoire_price_book')
        .addColumn('shop', dataType, (column) => column.notNull())
        .addColumn('variant', dataType, (column) => column.notNull())
        .addColumn('version', 'bigint', (column) => column.notNull())
        .addColumn('state', dataType, (column) => column.notNull())
        .addColumn('body', dataType, (column) => column.notNull())
        .addPrimaryKeyConstraint('armoire_price_book_key', ['shop', 'variant']);
      let shown = db.schema
        .createTable('armoire_shown_prices')
        .addColumn('shop', dataType, (column) => column.notNull())
        .addColumn('offset', 'bigint', (column) => column.notNull())
        .addColumn('market', dataType, (column) => column.notNull())
        .addColumn('variant', dataType, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('body', dataType, (column) => column.notNull())
        .addPrimaryKeyConstraint('armoire_shown_prices_key', ['shop', 'offset']);
      if (clustered !== '') {
        book = book.modifyEnd(sql.raw(clustered));
        shown = shown.modifyEnd(sql.raw(clustered));
      }
      await book.execute();
      await shown.execute();
      await db.schema
        .createIndex('armoire_price_book_state')
        .on('armoire_price_book')
        .columns(['shop', 'state', 'variant'])
        .execute();
      await db.schema
        .createIndex('armoire_shown_prices_variant')
        .on('armoire_shown_prices')
        .columns(['shop', 'market', 'variant', 'at'])
        .execute();
    },
  };
}
