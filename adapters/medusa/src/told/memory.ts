import type { Kind, Ledger } from './ledger.ts';

/** A ledger that ends with the process: for tests. */
export function memoryLedger(): Ledger {
  const kinds = new Map<Kind, Map<string, string>>();
  const of = (kind: Kind) =>
    kinds.get(kind) ?? kinds.set(kind, new Map()).get(kind) ?? new Map<string, string>();
  return {
    async get(kind, ids) {
      const wanted = new Set(ids);
      return new Map([...of(kind)].filter(([id]) => wanted.has(id)));
    },
    async put(kind, notes) {
      for (const { id, text } of notes) of(kind).set(id, text);
    },
    async remove(kind, ids) {
      for (const id of ids) of(kind).delete(id);
    },
    async page(kind, limit, after) {
      const rows = [...of(kind)].map(([id, text]) => ({ id, text }));
      return rows
        .filter(({ id }) => id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
  };
}
