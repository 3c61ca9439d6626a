import type { Product, ShopEvent } from '@armoire/protocol';
import type { Receipt } from './engine/client.ts';
import type { Query } from './graph.ts';

type Row = Readonly<Record<string, unknown>>;

/** Medusa's query over rows in memory, with the filters that the adapter uses; and what it was asked: for tests. */
export function queryOver(tables: Readonly<Record<string, readonly Row[]>>) {
  const asked: string[] = [];
  const query: Query = {
    async graph({ entity, filters = {}, pagination = {} }) {
      asked.push(entity);
      const found = (tables[entity] ?? []).filter((row) => holds(row, filters as Row));
      const ordered = pagination.order === undefined ? found : [...found].sort(byId);
      return { data: ordered.slice(0, pagination.take ?? ordered.length) };
    },
  };
  return { query, asked };
}

function holds(row: Row, filters: Row): boolean {
  return Object.entries(filters).every(([name, wanted]) => {
    if (name === '$and') return (wanted as readonly Row[]).every((each) => holds(row, each));
    if (Array.isArray(wanted)) return wanted.includes(row[name]);
    if (typeof wanted !== 'object' || wanted === null) return row[name] === wanted;
    const { $gt, $gte } = wanted as { $gt?: string; $gte?: string };
    const value = String(row[name]);
    return ($gt === undefined || value > $gt) && ($gte === undefined || value >= $gte);
  });
}

const byId = (a: Row, b: Row) => (String(a.id) < String(b.id) ? -1 : 1);

/** An engine that takes everything but what it is told to refuse, and keeps it: for tests. */
export function takingEngine(refuses: (id: string) => boolean = () => false) {
  const products: Product[] = [];
  const removed: string[] = [];
  const events: ShopEvent[] = [];
  const take = <T extends { readonly id: string }>(kept: T[], rows: readonly T[]): Receipt => {
    const rejected = rows.flatMap(({ id }, index) =>
      refuses(id) ? [{ index, code: 'INVALID_INPUT', message: 'no' }] : [],
    );
    const known = new Set(kept.map(({ id }) => id));
    kept.push(...rows.filter(({ id }) => !refuses(id)));
    const duplicates = rows.filter(({ id }) => known.has(id)).length;
    return { accepted: rows.length - rejected.length - duplicates, duplicates, rejected };
  };
  return {
    ...{ products, removed, events },
    client: {
      putProducts: async (rows: readonly Product[]) => take(products, rows),
      removeProduct: async (id: string) => {
        removed.push(id);
        return { accepted: 1, duplicates: 0, rejected: [] };
      },
      tell: async (rows: readonly ShopEvent[]) => take(events, rows),
    },
  };
}
