import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';

it('finds every row that a store reads through an index', async () => {
  const { connection, stores } = await openDatabase({ path: ':memory:', busyTimeout: 100 });
  const texts = new Set<string>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = ((text: string) => {
    texts.add(text);
    return prepare(text);
  }) as typeof connection.prepare;

  const { catalog, events, decisions, slots, state, audit } = stores;
  await events.append('a', [{ id: '1', kind: 'search', at: 1, receivedAt: 1, query: '' }]);
  await events.read('a', 0, 1);
  await events.head('a');
  await events.lastTouch('a', { people: ['shopper:ann'], product: 'shirt', since: 0, until: 1 });
  await events.order('a', 'order');
  await catalog.apply('a', [{ kind: 'tombstone', id: 'shirt', deletedAt: 1 }]);
  await catalog.current('a', 0, 1);
  await catalog.history('a', 0, 1);
  await decisions.get('a', ['1']);
  await decisions.sets('a', ['1']);
  await decisions.ofUnit('a', 'home', 'ann', 1);
  await slots.newest('a', 'price', ['shirt-m'], 1);
  for (const filter of [{}, { point: 'home' }, { shopper: 'ann' }])
    await decisions.list('a', filter, 'desc', 1);
  await state.commit('a', {
    consumer: 'c',
    from: 0,
    to: 1,
    deltas: [{ state: 's', rows: [{ key: 'k', bucket: 0, values: [1] }] }],
    outcomes: [],
    samples: [],
    snapshots: [],
  });
  await state.sums('a', 's');
  await state.outcomes('a', ['1']);
  await state.due('a', 1, 1);
  await state.samples('a', 0, 1);
  await audit.list('a', 1);
  await audit.list('a', 1, { subject: 'shirt' });

  const plan = (text: string) =>
    prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
      .all(...Array.from(text.match(/\?/g) ?? [], () => null))
      .map(({ detail }) => detail);
  const slow = [...texts].flatMap((text) =>
    plan(text)
      .filter((detail) => isSlow(detail, text))
      .map((detail) => ({ detail, text })),
  );
  expect(texts.size).toBeGreaterThan(20);
  expect(slow).toEqual([]);
  connection.close();
});

function isSlow(detail: string, text: string): boolean {
  // A million rows may have the same shop; only lists that come sorted and end early may go by nothing else.
  if (/\(shop=\?\)$/.test(detail)) return !/INDEX armoire_(decisions_at_id|audit_offset) /.test(detail);
  // The touches of one person on one product are few, and sorted.
  if (text.includes('"touch"')) return /^SCAN armoire/.test(detail);
  // What is asked for came with the call: a list, or a row of values.
  return /^SCAN (?!json_each|asked$|CONSTANT ROW$)|FOR ORDER BY/.test(detail);
}
