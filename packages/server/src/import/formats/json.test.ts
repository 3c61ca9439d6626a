import { describe, expect, test } from 'vitest';
import { dataFile, importFile, importText, MemorySink } from '../testing.ts';

const product = {
  id: 'p1',
  title: 'Bowl',
  status: 'active',
  categories: ['Kitchen'],
  variants: [{ id: 'v1', price: { amount: 1250, currency: 'GBP' } }],
  updatedAt: '2024-05-01T12:00:00Z',
};
const event = { id: 'e1', kind: 'view', product: 'p1', shopper: 's1', at: 1_714_565_000_000 };
const at = Date.UTC(2024, 4, 1, 12);

const document = JSON.stringify({ products: [product], events: [event] });
const lines = `${JSON.stringify({ product })}\n\n${JSON.stringify({ event })}\n`;

test.each([
  ['a document', document],
  ['a document over several lines', JSON.stringify({ products: [product], events: [event] }, null, 2)],
  ['a document with a byte order mark', `\ufeff${document}`],
  ['lines', lines],
  ['lines with carriage returns', lines.replaceAll('\n', '\r\n')],
])('%s', async (_, text) => {
  const { report, sink } = await importText(text, { format: 'json' });
  expect(sink.product('p1')).toEqual({ ...product, updatedAt: at });
  expect(sink.events.get('e1')).toEqual(event);
  expect(report).toMatchObject({ balanced: true, products: 1, events: { view: 1 } });
  expect(report.rows).toMatchObject({ read: 2, products: 1, events: 1 });
});

test('bad items are named by line and field, and do not stop the others', async () => {
  const bad = [
    '{"product": {',
    JSON.stringify({ product: { ...product, title: '' } }),
    JSON.stringify({ event: { ...event, kind: 'buy' } }),
    JSON.stringify({ product, event }),
    JSON.stringify({
      product: { ...product, variants: [{ id: 'v', price: { amount: 1, currency: 'EUR' } }] },
    }),
  ];
  const { report } = await importText(`${lines}${bad.join('\n')}\n`, { format: 'json' });
  expect(report.rejected.map(({ error }) => [error.code, error.path])).toEqual([
    ['INVALID_ROW', 'line 4'],
    ['INVALID_PRODUCT', 'line 5.product.title'],
    ['INVALID_EVENT', 'line 6.event.kind'],
    ['INVALID_ROW', 'line 7'],
    ['CURRENCY_MISMATCH', 'line 8.product.variants'],
  ]);
  expect(report).toMatchObject({ balanced: true, rows: { read: 7, rejected: 5 } });
});

test('items of a document are named by their place', async () => {
  const { report } = await importText(JSON.stringify({ products: [product, {}] }), { format: 'json' });
  expect(report.rejected[0]?.error.path).toBe('products[1].id');
});

test.each([
  ['nothing', ''],
  ['half a document', document.slice(0, -3)],
  ['another document', '{"orders": []}'],
  ['a list under the wrong name', '{"products": {}}'],
])('%s is refused as a whole', async (_, text) => {
  await expect(importText(text, { format: 'json' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

describe('DummyJSON', () => {
  test('the discount makes the price, the regular one is shown beside it', async () => {
    const item = {
      id: 7,
      title: 'Pan',
      price: 19.99,
      discountPercentage: 10,
      stock: 3,
      category: 'pans',
      meta: {},
    };
    const { sink } = await importText(JSON.stringify([item]), { format: 'json', asOf: 1000 });
    expect(sink.product('7')).toMatchObject({
      id: '7',
      categories: ['pans'],
      updatedAt: 1000,
      variants: [
        {
          id: '7',
          stock: 3,
          price: { amount: 1799, currency: 'GBP' },
          compareAt: { amount: 1999, currency: 'GBP' },
        },
      ],
    });
  });

  const file = dataFile('dummyjson/products.json');

  test.skipIf(file === undefined)('the real file (skipped without ARMOIRE_DATA)', async () => {
    const sink = new MemorySink();
    const report = await importFile(file ?? '', { format: 'json', currency: 'USD', sink });
    expect(report).toMatchObject({ balanced: true, products: 194, rows: { rejected: 0 } });
  });
});
