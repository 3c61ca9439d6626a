import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { TableStyle } from './index.ts';

type Columns = Readonly<Record<string, 'text' | 'bigint' | 'integer' | 'text?' | 'bigint?'>>;

export function firstTables(style: TableStyle): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, { key, columns, clustered }] of Object.entries(tables)) {
        let table = db.schema.createTable(name) as CreateTableBuilder<string, string>;
        const events = name === 'armoire_events';
        for (const [column, type] of Object.entries(columns)) table = addColumn(style, table, column, type);
        table = table.addPrimaryKeyConstraint(`${name}_key`, events ? [...key, ...style.events.key] : key);
        const end = events ? style.events.end : clustered ? style.clustered : '';
        if (end !== '') table = table.modifyEnd(sql.raw(end));
        await table.execute();
      }
      await createIndexes(db);
    },
  };
}

interface Table {
  readonly key: string[];
  readonly columns: Columns;
  /** Small rows that are read by their key: worth keeping in its order. */
  readonly clustered: boolean;
}

const tables: Readonly<Record<string, Table>> = {
  armoire_heads: {
    key: ['shop', 'log'],
    columns: { shop: 'text', log: 'text', head: 'bigint' },
    clustered: true,
  },
  armoire_catalog_changes: {
    key: ['shop', 'offset'],
    columns: { shop: 'text', offset: 'bigint', product: 'text', body: 'text' },
    clustered: false,
  },
  armoire_catalog_products: {
    key: ['shop', 'product'],
    columns: { shop: 'text', product: 'text', offset: 'bigint' },
    clustered: true,
  },
  armoire_event_ids: { key: ['shop', 'id'], columns: { shop: 'text', id: 'text' }, clustered: true },
  armoire_events: {
    key: ['shop', 'offset'],
    columns: {
      shop: 'text',
      offset: 'bigint',
      kind: 'text',
      at: 'bigint',
      shopper: 'text?',
      session: 'text?',
      customer: 'text?',
      product: 'text?',
      decision: 'text?',
      order_id: 'text?',
      body: 'text',
    },
    clustered: true,
  },
  armoire_decisions: {
    key: ['shop', 'id'],
    columns: {
      shop: 'text',
      id: 'text',
      at: 'bigint',
      point: 'text',
      unit: 'text',
      shopper: 'text?',
      body: 'text',
    },
    clustered: false,
  },
  armoire_candidate_sets: {
    key: ['shop', 'hash'],
    columns: { shop: 'text', hash: 'text', body: 'text' },
    clustered: false,
  },
  armoire_consumers: {
    key: ['shop', 'consumer'],
    columns: { shop: 'text', consumer: 'text', offset: 'bigint' },
    clustered: true,
  },
  armoire_sums: {
    key: ['shop', 'state', 'key', 'bucket'],
    columns: { shop: 'text', state: 'text', key: 'text', bucket: 'bigint', numbers: 'text' },
    clustered: false,
  },
  armoire_outcomes: {
    key: ['shop', 'decision', 'position'],
    columns: { shop: 'text', decision: 'text', position: 'integer', due: 'bigint?', body: 'text' },
    clustered: true,
  },
  armoire_samples: {
    key: ['shop', 'offset'],
    columns: { shop: 'text', offset: 'bigint', body: 'text' },
    clustered: true,
  },
  armoire_snapshots: {
    key: ['shop', 'name'],
    columns: { shop: 'text', name: 'text', version: 'integer', offset: 'bigint', text: 'text' },
    clustered: false,
  },
  armoire_audit: {
    key: ['shop', 'id'],
    columns: { shop: 'text', id: 'text', offset: 'bigint', action: 'text', subject: 'text', body: 'text' },
    clustered: false,
  },
  armoire_jobs: {
    key: ['shop', 'id'],
    columns: {
      shop: 'text',
      id: 'text',
      kind: 'text',
      key: 'text',
      run_at: 'bigint',
      status: 'text',
      attempt: 'integer',
      lease_until: 'bigint?',
      reason: 'text?',
      payload: 'text?',
    },
    clustered: false,
  },
  armoire_settings: {
    key: ['shop', 'name', 'version'],
    columns: { shop: 'text', name: 'text', version: 'integer', at: 'bigint', actor: 'text', value: 'text' },
    clustered: false,
  },
};

function addColumn(style: TableStyle, table: CreateTableBuilder<string, string>, name: string, type: string) {
  const plain = type.replace('?', '') as 'text' | 'bigint' | 'integer';
  const dataType = plain === 'text' ? sql.raw<string>(style.text) : plain;
  return table.addColumn(name, dataType, (column) => (type.endsWith('?') ? column : column.notNull()));
}

/** An index whose name says what it is over; partial where most rows have nothing to find. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (table: string, columns: string[]) =>
    db.schema
      .createIndex(`${table}_${columns.slice(1).join('_')}`)
      .on(table)
      .columns(columns);

  await index('armoire_catalog_products', ['shop', 'offset']).execute();
  for (const person of ['shopper', 'session', 'customer']) {
    await index('armoire_events', ['shop', person, 'product', 'at'])
      .where(sql.ref(person), 'is not', null)
      .execute();
  }
  await index('armoire_events', ['shop', 'order_id']).where(sql.ref('order_id'), 'is not', null).execute();
  await index('armoire_decisions', ['shop', 'at', 'id']).execute();
  await index('armoire_decisions', ['shop', 'point', 'at', 'id']).execute();
  await index('armoire_decisions', ['shop', 'point', 'unit', 'at', 'id']).execute();
  await index('armoire_decisions', ['shop', 'shopper', 'at', 'id'])
    .where(sql.ref('shopper'), 'is not', null)
    .execute();
  await index('armoire_outcomes', ['shop', 'due']).where(sql.ref('due'), 'is not', null).execute();
  await index('armoire_audit', ['shop', 'offset']).execute();
  await index('armoire_audit', ['shop', 'subject', 'offset']).execute();
  await index('armoire_jobs', ['shop', 'kind', 'key'])
    .unique()
    .where(sql.ref('status'), '=', sql.lit('waiting'))
    .execute();
  await index('armoire_jobs', ['shop', 'kind']).where(sql.ref('status'), '=', sql.lit('running')).execute();
  await index('armoire_jobs', ['kind', 'run_at']).where(sql.ref('status'), '!=', sql.lit('failed')).execute();
}
