import { PostgresDialect as KyselyDialect } from 'kysely';
import type { Client } from './pool.ts';

/** A name for each text of a statement, in every connection of this process. */
const names = new Map<string, string>();
/** More texts than the stores have. */
const namedStatements = 500;

/** Kysely over one connection that is already open. Unlike Kysely's own, it has each statement planned once. */
export class PostgresDialect extends KyselyDialect {
  constructor(client: Client) {
    const connection = {
      query: (text: string, values: readonly unknown[]) =>
        client.query({ ...nameOf(text), text, values: [...values] }),
      release: () => {},
    };
    // Kysely asks for overloads of `query`, of which it uses this one.
    const pool = { connect: async () => connection as never, end: async () => {}, options: {} };
    super({ pool });
  }
}

function nameOf(text: string): { readonly name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= namedStatements) return {};
  const name = `armoire_${names.size}`;
  names.set(text, name);
  return { name };
}
