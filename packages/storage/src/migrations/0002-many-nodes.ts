import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

/** What several nodes on one database need, models, and what erasing a person looks for and leaves. */
export function manyNodes(style: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await addRevisions(db);
      await nameSamples(db, style);
      await nameDecisions(db, style);
      await addTables(db, style);
    },
  };
}

/** Followers read the rows of a state that changed since the revision that they have. */
async function addRevisions(db: Kysely<unknown>): Promise<void> {
  for (const table of ['armoire_sums', 'armoire_snapshots']) {
    await db.schema
      .alterTable(table)
      .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex(`${table}_revision`).on(table).columns(['shop', 'revision']).execute();
  }
}

/** A revision of a place is learned once, whichever node closes its wait. */
async function nameSamples(db: Kysely<unknown>, style: TableStyle): Promise<void> {
  const columns = { decision: sql.raw<string>(style.text), position: 'bigint', revision: 'bigint' } as const;
  for (const [name, type] of Object.entries(columns)) {
    await db.schema.alterTable('armoire_samples').addColumn(name, type).execute();
    const value = name === 'decision' ? style.field(name) : sql`cast(${style.field(name)} as bigint)`;
    await fill(db, 'armoire_samples', name, value);
  }
  await db.schema
    .createIndex('armoire_samples_decision_position_revision')
    .unique()
    .on('armoire_samples')
    .columns(['shop', 'decision', 'position', 'revision'])
    .execute();
}

/** A person may be known by a session alone; a set goes with the last decision that chose from it. */
async function nameDecisions(db: Kysely<unknown>, style: TableStyle): Promise<void> {
  for (const [name, field] of [
    ['session', 'session'],
    ['candidate_set', 'candidateSet'],
  ] as const) {
    await db.schema.alterTable('armoire_decisions').addColumn(name, sql.raw<string>(style.text)).execute();
    const found = style.field(field);
    const value =
      name === 'session' ? sql`coalesce(${found}, case when shopper is null then unit end)` : found;
    await fill(db, 'armoire_decisions', name, value);
    await db.schema
      .createIndex(`armoire_decisions_${name}`)
      .on('armoire_decisions')
      .columns(['shop', name])
      .where(sql.ref(name), 'is not', null)
      .execute();
  }
}

async function fill(
  db: Kysely<unknown>,
  table: string,
  column: string,
  value: RawBuilder<unknown>,
): Promise<void> {
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}`.execute(db);
}

async function addTables(db: Kysely<unknown>, { text, bytes, clustered }: TableStyle): Promise<void> {
  const types: Readonly<Record<string, string>> = { text, bytes, integer: 'bigint' };
  for (const [name, { key, columns }] of Object.entries(tables)) {
    let table = db.schema.createTable(name) as CreateTableBuilder<string, string>;
    for (const [column, type] of Object.entries(columns)) {
      table = table.addColumn(column, sql.raw<string>(types[type] ?? type), (definition) =>
        definition.notNull(),
      );
    }
    table = table.addPrimaryKeyConstraint(`${name}_key`, key);
    // Rows of many kilobytes are kept apart from their keys.
    if (clustered !== '' && !('bytes' in columns)) table = table.modifyEnd(sql.raw(clustered));
    await table.execute();
  }
}

const tables: Readonly<
  Record<string, { readonly key: string[]; readonly columns: Readonly<Record<string, string>> }>
> = {
  armoire_leases: { key: ['name'], columns: { name: 'text', holder: 'text', until: 'integer' } },
  armoire_models: {
    key: ['shop', 'id', 'version'],
    columns: {
      shop: 'text',
      id: 'text',
      version: 'integer',
      at: 'integer',
      hash: 'text',
      size: 'integer',
      metadata: 'text',
      bytes: 'bytes',
    },
  },
  armoire_model_roles: {
    key: ['shop', 'id', 'role', 'turn'],
    columns: { shop: 'text', id: 'text', role: 'text', turn: 'integer', version: 'integer', at: 'integer' },
  },
  armoire_erasures: {
    key: ['shop', 'id'],
    columns: { shop: 'text', id: 'text', at: 'integer', names: 'text' },
  },
  armoire_gaps: {
    key: ['shop', 'log', 'first', 'last', 'reason'],
    columns: { shop: 'text', log: 'text', first: 'integer', last: 'integer', reason: 'text' },
  },
};
