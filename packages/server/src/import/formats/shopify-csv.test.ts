import { describe, expect, test } from 'vitest';
import { dataFile, importFile, importText, MemorySink } from '../testing.ts';

const columns = [
  ...['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags', 'Published', 'Status'],
  ...[
    'Option1 Name',
    'Option1 Value',
    'Option2 Name',
    'Option2 Value',
    'Variant SKU',
    'Variant Inventory Tracker',
  ],
  ...['Variant Inventory Qty', 'Variant Inventory Policy', 'Variant Price', 'Variant Compare At Price'],
  ...['Image Src', 'Image Position', 'Image Alt Text', 'Variant Image', 'Product Category', 'Cost per item'],
];

type Row = Readonly<Record<string, string>>;

function csv(...rows: readonly Row[]): string {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))]
    .map((cells) => cells.map(quote).join(','))
    .join('\r\n');
}

const simple: Row = {
  Handle: 'mug',
  Title: 'Mug',
  Published: 'true',
  'Option1 Name': 'Title',
  'Option1 Value': 'Default Title',
  'Variant Price': '12',
};

const run = (...rows: readonly Row[]) => importText(csv(...rows), { format: 'shopify-csv', asOf: 5000 });

test('a product without options has one variant of its own', async () => {
  const { sink, report } = await run(simple);
  expect(sink.product('mug')).toEqual({
    id: 'mug',
    title: 'Mug',
    status: 'active',
    categories: [],
    variants: [{ id: 'mug', price: { amount: 1200, currency: 'GBP' } }],
    updatedAt: 5000,
  });
  expect(report).toMatchObject({ balanced: true, rows: { read: 1, products: 1 } });
});

test('several rows make variants, options and images', async () => {
  const { sink, report } = await run(
    {
      ...{
        Handle: 'tee',
        Title: 'Tee',
        'Body (HTML)': '<p>Soft &amp; warm</p>\n<ul><li>Cotton</li></ul>',
        Vendor: 'Loom',
      },
      ...{
        Type: 'Shirts',
        'Product Category': 'Apparel > Clothing',
        Tags: 'summer, sale,, sale',
        Published: 'true',
      },
      ...{ 'Option1 Name': 'Size', 'Option1 Value': 'S', 'Option2 Name': 'Colour', 'Option2 Value': 'Red' },
      ...{ 'Variant SKU': "'0042", 'Variant Inventory Tracker': 'shopify', 'Variant Inventory Qty': '3' },
      ...{
        'Variant Inventory Policy': 'continue',
        'Variant Price': '19.99',
        'Variant Compare At Price': '25',
      },
      ...{ 'Cost per item': '8.5', 'Image Src': 'https://x.test/2.jpg', 'Image Position': '2' },
    },
    {
      ...{ Handle: 'tee', 'Option1 Value': 'M', 'Option2 Value': 'Red', 'Variant Price': '19.99' },
      ...{ 'Variant Inventory Qty': '4', 'Variant Image': 'https://x.test/3.jpg' },
    },
    { Handle: 'tee', 'Image Src': 'https://x.test/1.jpg', 'Image Position': '1', 'Image Alt Text': 'Front' },
  );
  expect(sink.product('tee')).toMatchObject({
    description: 'Soft & warm\nCotton',
    brand: 'Loom',
    categories: ['Apparel', 'Clothing', 'Shirts'],
    tags: ['summer', 'sale'],
    images: [
      { url: 'https://x.test/1.jpg', alt: 'Front' },
      { url: 'https://x.test/2.jpg' },
      { url: 'https://x.test/3.jpg' },
    ],
    options: [
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Colour', values: ['Red'] },
    ],
    variants: [
      {
        id: 'tee:S/Red',
        title: 'S / Red',
        sku: '0042',
        options: { Size: 'S', Colour: 'Red' },
        price: { amount: 1999, currency: 'GBP' },
        compareAt: { amount: 2500, currency: 'GBP' },
        cost: { amount: 850, currency: 'GBP' },
        stock: 3,
        backorder: true,
      },
      { id: 'tee:M/Red' },
    ],
  });
  // Shopify does not count what it does not track.
  expect(sink.product('tee')?.variants[1]).not.toHaveProperty('stock');
  expect(report.rows).toMatchObject({ read: 3, products: 3 });
});

test.each([
  [{ Status: 'draft' }, 'draft'],
  [{ Status: 'archived' }, 'archived'],
  [{ Status: 'active', Published: 'false' }, 'hidden'],
  [{ Published: 'FALSE' }, 'hidden'],
  [{ Status: 'Active' }, 'active'],
])('%o is %s', async (row, status) => {
  const { sink } = await run({ ...simple, ...row });
  expect(sink.product('mug')?.status).toBe(status);
});

test('one bad row refuses its product whole, and no other', async () => {
  const { sink, report } = await run(
    { ...simple, Handle: 'bad' },
    { Handle: 'bad', 'Option1 Value': 'Other', 'Variant Price': '1.2.3' },
    simple,
    { Title: 'No handle' },
    { Handle: 'bad', 'Variant Price': '5' },
    { Handle: 'untitled', 'Variant Price': '5' },
  );
  expect([...sink.products.keys()]).toEqual(['mug']);
  expect(report.rejected.map(({ rows, error }) => [rows, error.code, error.path])).toEqual([
    [2, 'INVALID_ROW', 'line 3'],
    [1, 'INVALID_ROW', 'line 5'],
    [1, 'INVALID_ROW', 'line 6'],
    [1, 'INVALID_PRODUCT', 'line 7: title'],
  ]);
  expect(report.balanced).toBe(true);
});

test('a quotation mark that never closes is named by line', async () => {
  const text = `${csv(simple)}\r\n"cup,Cup\r\n`;
  await expect(importText(text, { format: 'shopify-csv' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    path: 'line 3',
  });
});

test('newer exports name their columns otherwise', async () => {
  const text =
    'Title,URL handle,Status,Price,Inventory tracker,Inventory quantity\nMug,mug,Active,3.50,shopify,0\n';
  const { sink } = await importText(text, { format: 'shopify-csv' });
  expect(sink.product('mug')).toMatchObject({
    status: 'active',
    variants: [{ price: { amount: 350 }, stock: 0 }],
  });
});

describe.skipIf(dataFile('') === undefined)('the real files (skipped without ARMOIRE_DATA)', () => {
  test.each([
    ['apparel', 22, 20],
    ['home-and-garden', 21, 20],
    ['jewelery', 41, 20],
  ])('%s', async (name, rows, products) => {
    const sink = new MemorySink();
    const report = await importFile(dataFile(`shopify-csvs/${name}.csv`) ?? '', {
      format: 'shopify-csv',
      sink,
    });
    expect(report).toMatchObject({ balanced: true, products, rows: { read: rows, rejected: 0 } });
  });
});
