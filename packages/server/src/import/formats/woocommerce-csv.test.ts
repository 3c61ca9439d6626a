import { expect, test } from 'vitest';
import { dataFile, importFile, importText, MemorySink } from '../testing.ts';

const columns = [
  ...['ID', 'Type', 'SKU', 'Name', 'Published', 'Visibility in catalog', 'Short description', 'Description'],
  ...[
    'Date sale price starts',
    'Date sale price ends',
    'In stock?',
    'Stock',
    'Backorders allowed?',
    'Sale price',
  ],
  ...['Regular price', 'Categories', 'Tags', 'Images', 'Parent', 'Attribute 1 name', 'Attribute 1 value(s)'],
  ...['Attribute 2 name', 'Attribute 2 value(s)', 'Meta: _anything'],
];

type Row = Readonly<Record<string, string>>;

function csv(...rows: readonly Row[]): string {
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))]
    .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
    .join('\n');
}

const asOf = Date.UTC(2024, 5, 15, 12);
const run = (...rows: readonly Row[]) => importText(csv(...rows), { format: 'woocommerce-csv', asOf });

const pot: Row = { ID: '1', Type: 'simple', SKU: 'pot', Name: 'Pot', Published: '1', 'Regular price': '20' };
const hat: Row = {
  ...{ ID: '2', Type: 'variable', SKU: 'hat', Name: 'Hat', Published: '1', Stock: '9', 'In stock?': '1' },
  ...{
    'Attribute 1 name': 'Size',
    'Attribute 1 value(s)': 'S, M',
    'Attribute 2 name': 'Fabric',
    'Attribute 2 value(s)': 'Felt',
  },
};
const hatOf = (size: string, row: Row = {}): Row => ({
  ...{
    ID: `2${size}`,
    Type: 'variation',
    Name: `Hat - ${size}`,
    Published: '1',
    'In stock?': '1',
    Parent: 'hat',
  },
  ...{ 'Regular price': '30', 'Attribute 1 name': 'Size', 'Attribute 1 value(s)': size },
  ...row,
});

test('a simple product', async () => {
  const { sink, report } = await run({
    ...pot,
    ...{ Type: 'simple, virtual', 'Short description': '<b>Iron</b> pot', Description: 'Lasts.<br>Long.' },
    ...{
      Categories: 'Kitchen > Pots, Gifts',
      Tags: 'iron, black\\, matt',
      Images: 'https://x.test/1.jpg, https://x.test/2.jpg',
    },
    ...{ 'Meta: _anything': 'ignored', 'In stock?': '1', Stock: '4' },
  });
  expect(sink.product('1')).toEqual({
    id: '1',
    title: 'Pot',
    status: 'active',
    description: 'Iron pot\nLasts.\nLong.',
    categories: ['Gifts', 'Kitchen', 'Pots'],
    tags: ['iron', 'black, matt'],
    images: [{ url: 'https://x.test/1.jpg' }, { url: 'https://x.test/2.jpg' }],
    variants: [{ id: '1', sku: 'pot', price: { amount: 2000, currency: 'GBP' }, stock: 4 }],
    updatedAt: asOf,
  });
  expect(report).toMatchObject({ balanced: true, rows: { read: 1, products: 1 } });
});

test.each([
  ['no dates', {}, 1500],
  ['its days', { 'Date sale price starts': '2024-06-01', 'Date sale price ends': '2024-06-15' }, 1500],
  ['later days', { 'Date sale price starts': '2024-07-01' }, 2000],
  ['earlier days', { 'Date sale price ends': '2024-06-14 00:00:00' }, 2000],
])('a sale price with %s', async (_, dates, amount) => {
  const { sink } = await run({ ...pot, 'Sale price': '15,00', ...dates });
  const variant = sink.product('1')?.variants[0];
  expect(variant?.price.amount).toBe(amount);
  expect(variant?.compareAt?.amount).toBe(amount === 1500 ? 2000 : undefined);
});

test.each([
  [{ 'In stock?': '0' }, { stock: 0 }],
  [{ 'In stock?': 'backorder' }, { stock: 0, backorder: true }],
  [
    { 'In stock?': '1', Stock: '0', 'Backorders allowed?': 'notify' },
    { stock: 0, backorder: true },
  ],
  [{ 'In stock?': '1' }, {}],
])('stock %o', async (row, expected) => {
  const { sink } = await run({ ...pot, ...row });
  const { stock, backorder } = sink.product('1')?.variants[0] ?? {};
  expect({ stock, backorder }).toEqual({ stock: undefined, backorder: undefined, ...expected });
});

test.each([
  [{ Published: '-1' }, 'draft'],
  [{ Published: '0' }, 'hidden'],
  [{ 'Visibility in catalog': 'hidden' }, 'hidden'],
  [{ 'Visibility in catalog': 'search' }, 'hidden'],
  [{ 'Visibility in catalog': 'catalog' }, 'active'],
])('%o is %s', async (row, status) => {
  const { sink } = await run({ ...pot, ...row });
  expect(sink.product('1')?.status).toBe(status);
});

test('variations find their product by SKU or id, wherever they stand', async () => {
  const { sink, report } = await run(hatOf('S'), hat, hatOf('M', { Parent: 'id:2', Stock: 'parent' }));
  const product = sink.product('2');
  expect(product?.options).toEqual([{ name: 'Size', values: ['S', 'M'] }]);
  expect(product?.variants).toMatchObject([
    { id: '2S', title: 'S', options: { Size: 'S' } },
    { id: '2M', stock: 9 },
  ]);
  expect(report.rows).toMatchObject({ read: 3, products: 3 });
});

test('what cannot be bought is set apart with its reason', async () => {
  const { report } = await run(
    { ...pot, Type: 'grouped' },
    { ...pot, Type: 'external' },
    hat,
    hatOf('S', { Published: '0' }),
  );
  expect(report.setAside.map(({ code, rows }) => [code, rows])).toEqual([
    ['grouped', 1],
    ['external', 1],
    ['variation', 1],
    ['variable', 1],
  ]);
  expect(report.balanced).toBe(true);
});

test('bad rows are listed, and refuse their product only', async () => {
  const { sink, report } = await run(
    { ...pot, 'Regular price': 'ten' },
    { ...pot, ID: '', SKU: '' },
    { ...pot, Type: 'bundle' },
    { ...pot, 'Regular price': '' },
    hatOf('S', { Parent: 'cap' }),
    { ...pot, ID: '9' },
  );
  expect([...sink.products.keys()]).toEqual(['9']);
  expect(report.rejected.map(({ line, error }) => [line, error.code])).toEqual([
    [2, 'INVALID_ROW'],
    [3, 'INVALID_ROW'],
    [4, 'INVALID_ROW'],
    [5, 'INVALID_ROW'],
    [6, 'INVALID_ROW'],
  ]);
  expect(report.rejected[0]?.error.message).toBe('Regular price is "ten"');
});

const file = dataFile('woocommerce-sample/sample_products.csv');

test.skipIf(file === undefined)('the real file (skipped without ARMOIRE_DATA)', async () => {
  const sink = new MemorySink();
  const report = await importFile(file ?? '', { format: 'woocommerce-csv', sink });
  expect(report).toMatchObject({
    balanced: true,
    products: 13,
    rows: { read: 24, setAside: 2, rejected: 0 },
  });
});
