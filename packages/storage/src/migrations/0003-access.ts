import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** Keys that a merchant makes, the people who log in, and their logins. */
export function access({ text, clustered }: TableStyle): Migration {
  const types: Readonly<Record<string, string>> = { text, integer: 'bigint' };
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, { key, columns }] of Object.entries(tables)) {
        let table = db.schema.createTable(name) as CreateTableBuilder<string, string>;
        for (const [column, type] of Object.entries(columns)) {
          const dataType = sql.raw<string>(types[type.replace('?', '')] ?? type);
          table = table.addColumn(column, dataType, (definition) =>
            type.endsWith('?') ? definition : definition.notNull(),
          );
        }
        table = table.addPrimaryKeyConstraint(`${name}_key`, ['shop', key]);
        if (clustered !== '') table = table.modifyEnd(sql.raw(clustered));
        await table.execute();
      }
      await db.schema
        .createIndex('armoire_logins_email')
        .on('armoire_logins')
        .columns(['shop', 'email'])
        .execute();
    },
  };
}

interface Table {
  /** What its primary key holds besides the shop. */
  readonly key: string;
  readonly columns: Readonly<Record<string, 'text' | 'integer' | 'integer?'>>;
}

const tables: Readonly<Record<string, Table>> = {
  armoire_keys: {
    key: 'id',
    columns: {
      shop: 'text',
      id: 'text',
      name: 'text',
      kind: 'text',
      scopes: 'text',
      digest: 'text',
      created_at: 'integer',
      expires_at: 'integer?',
      revoked_at: 'integer?',
      last_used_at: 'integer?',
    },
  },
  armoire_users: {
    key: 'email',
    columns: {
      shop: 'text',
      email: 'text',
      role: 'text',
      password: 'text',
      stamp: 'text',
      created_at: 'integer',
    },
  },
  armoire_logins: {
    key: 'id',
    columns: {
      shop: 'text',
      id: 'text',
      digest: 'text',
      email: 'text',
      stamp: 'text',
      created_at: 'integer',
      expires_at: 'integer',
    },
  },
};
