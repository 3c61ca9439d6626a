import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** Vectors that embedders have made, so that no text is embedded twice. */
export function embeddings({ text, clustered }: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const dataType = sql.raw<string>(text);
      let table = db.schema
        .createTable('armoire_embeddings')
        .addColumn('shop', dataType, (column) => column.notNull())
        .addColumn('key', dataType, (column) => column.notNull())
        .addColumn('vector', dataType, (column) => column.notNull())
        .addPrimaryKeyConstraint('armoire_embeddings_key', ['shop', 'key']);
      if (clustered !== '') table = table.modifyEnd(sql.raw(clustered));
      await table.execute();
    },
  };
}
