/** Medusa's `query`, as far as it is used. */
export interface Query {
  graph(ask: {
    readonly entity: string;
    readonly fields: readonly string[];
    readonly filters?: object;
    readonly pagination?: { readonly take?: number; readonly skip?: number; readonly order?: object };
    readonly context?: object;
    readonly withDeleted?: boolean;
  }): Promise<{ readonly data: readonly unknown[] }>;
}

/** The rows of an entity; what they look like is Medusa's promise, for the fields that were asked for. */
export async function rows<T>(query: Query, ask: Parameters<Query['graph']>[0]): Promise<readonly T[]> {
  const { data } = await query.graph(ask);
  return data as readonly T[];
}

const most = 500;

/** All rows by id, a page at a time, however many there are: rows that come or go meanwhile move no page. */
export async function* pages<T extends { readonly id: string }>(
  query: Query,
  { filters = {}, ...ask }: Parameters<Query['graph']>[0],
  size = most,
): AsyncIterable<readonly T[]> {
  for (let after = ''; ; ) {
    const page = await rows<T>(query, {
      ...ask,
      filters: after === '' ? filters : { $and: [filters, { id: { $gt: after } }] },
      pagination: { take: size, order: { id: 'ASC' } },
    });
    if (page.length > 0) yield page;
    const last = page.at(-1)?.id;
    if (last === undefined || page.length < size) return;
    after = last;
  }
}
