import { parseEvent, parseProduct } from '@armoire/core';
import type { OrderEvent } from '@armoire/protocol';
import { describe, expect, test } from 'vitest';
import { dataFile, importFile, importText, MemorySink } from '../testing.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** `invoice code description quantity minute price customer`, separated by spaces; an underscore of the text is a space. */
function csv(...rows: readonly string[]): string {
  const lines = rows.map((row) => {
    const [invoice, code, text, quantity, minute, price, customer] = row.split(' ');
    const time = `2020-02-03 10:${String(minute).padStart(2, '0')}:00`;
    const description = text?.replaceAll('_', ' ');
    return [
      invoice,
      code,
      description,
      quantity,
      time,
      price,
      customer === '-' ? '' : `${customer}.0`,
      'Utopia',
    ].join();
  });
  return `${[header, ...lines].join('\n')}\n`;
}

async function run(...rows: readonly string[]) {
  const { report, sink } = await importText(csv(...rows), { format: 'online-retail' });
  expect(report.balanced).toBe(true);
  return {
    report,
    sink,
    event: (id: string) => sink.events.get(`online-retail:${id}`) as OrderEvent | undefined,
  };
}

describe('purchases', () => {
  test('an invoice is one event with its lines, of its customer', async () => {
    const { event, report } = await run('100 11111A RED_BOWL 2 0 2.50 7', '100 22222 BLUE_BOWL 1 1 0.85 7');
    expect(event('100')).toEqual({
      kind: 'purchase',
      id: 'online-retail:100',
      at: Date.UTC(2020, 1, 3, 10, 1),
      order: '100',
      customer: '7',
      shopper: 'c:7',
      lines: [
        { product: '11111A', quantity: 2, unitPrice: { amount: 250, currency: 'GBP' } },
        { product: '22222', quantity: 1, unitPrice: { amount: 85, currency: 'GBP' } },
      ],
    });
    expect(report.rows).toMatchObject({ read: 2, purchases: 2 });
  });

  test('nobody known gives neither customer nor shopper', async () => {
    const { event } = await run('100 11111 RED_BOWL 2 0 2.50 -');
    expect(event('100')).not.toHaveProperty('customer');
    expect(event('100')).not.toHaveProperty('shopper');
  });

  test('rows of an invoice may stand apart', async () => {
    const { event } = await run('100 1 BOWL 2 0 2 7', '101 2 CUP 1 1 1 8', '100 3 LAMP 1 2 5 7');
    expect(event('100')?.lines.map(({ product }) => product)).toEqual(['1', '3']);
  });

  test('an invoice of more lines than an event takes becomes several events of one order', async () => {
    const rows = Array.from({ length: 5001 }, (_, i) => `100 ${20_000 + i} BOWL 1 0 1 7`);
    const { event } = await run(...rows);
    expect(event('100')?.lines).toHaveLength(5000);
    expect(event('100#2')).toMatchObject({ order: '100', lines: [{ product: '25000' }] });
  });
});

describe('products', () => {
  test('codes in either case are one; title, price and times come from the sales', async () => {
    const { sink, report } = await run(
      '100 85001a RED_LAMP_WITH_12CM_SHADE 1 0 2.50 7',
      '101 85001A RED_LAMP_WITH_12CM_SHADE 1 1 2.75 7',
      '102 85001A damaged?? 1 2 2.95 7',
      '103 85001A found 5 3 0 -',
    );
    expect(sink.product('85001A')).toEqual({
      id: '85001A',
      title: 'Red Lamp with 12cm Shade',
      status: 'active',
      variants: [{ id: '85001A', sku: '85001A', price: { amount: 295, currency: 'GBP' } }],
      categories: ['Other'],
      taxBasis: 'gross',
      createdAt: Date.UTC(2020, 1, 3, 10, 0),
      updatedAt: Date.UTC(2020, 1, 3, 10, 2),
    });
    expect(report.products).toBe(1);
  });

  test('what was never sold at a price is none', async () => {
    const { report } = await run('100 85001 LAMP 1 0 0 7', '101 85002 LAMP -4 0 0 -');
    expect(report.products).toBe(0);
  });
});

describe('returns', () => {
  test('name the order, at the refund’s own price', async () => {
    const { event, report } = await run('100 1 BOWL 4 0 2.00 7', 'C200 1 BOWL -3 5 1.90 7');
    expect(event('C200:100')).toEqual({
      kind: 'refund',
      id: 'online-retail:C200:100',
      at: Date.UTC(2020, 1, 3, 10, 5),
      order: '100',
      customer: '7',
      shopper: 'c:7',
      lines: [{ product: '1', quantity: 3, unitPrice: { amount: 190, currency: 'GBP' } }],
    });
    expect(report.rows).toMatchObject({ read: 2, purchases: 1, refunds: 1 });
  });

  test('prefer the nearest price, then the newest', async () => {
    const { sink } = await run(
      '100 1 BOWL 4 0 2.00 7',
      '101 1 BOWL 4 1 2.00 7',
      '102 1 BOWL 4 2 3.00 7',
      'C200 1 BOWL -1 5 2.10 7',
    );
    expect([...sink.events.keys()]).toContain('online-retail:C200:101');
  });

  test('prefer one purchase that can take them all, else are split', async () => {
    const { event, report } = await run(
      '100 1 BOWL 5 0 2.00 7',
      '101 1 BOWL 2 1 2.00 7',
      'C200 1 BOWL -4 5 2.00 7',
      'C201 1 BOWL -3 6 2.00 7',
    );
    expect(event('C200:100')?.lines[0]?.quantity).toBe(4);
    expect(event('C201:101')?.lines[0]?.quantity).toBe(2);
    expect(event('C201:100')?.lines[0]?.quantity).toBe(1);
    expect(report.notes).toContainEqual({ note: 'returns split over several purchases', count: 1 });
  });

  test('refund what was bought when more comes back', async () => {
    const { event, report } = await run('100 1 BOWL 2 0 2.00 7', 'C200 1 BOWL -3 5 2.00 7');
    expect(event('C200:100')?.lines[0]?.quantity).toBe(2);
    expect(report.notes[0]?.count).toBe(1);
    expect(report.rows.refunds).toBe(1);
  });

  test.each([
    ['of another customer', 'C200 1 BOWL -1 5 2.00 8'],
    ['of another article', 'C200 2 BOWL -1 5 2.00 7'],
    ['before the purchase', 'C200 1 BOWL -1 0 2.00 7'],
  ])('%s fit no purchase and are set apart by line', async (_, row) => {
    const { report } = await run('100 1 BOWL 2 3 2.00 7', row);
    expect(report.events).toEqual({ purchase: 1 });
    expect(report.setAside).toMatchObject([{ code: 'unmatched-return', rows: 1, lines: [3] }]);
  });

  test('a negative row of an ordinary invoice is one too, when the customer is known', async () => {
    const { event } = await run('100 1 BOWL 2 0 2.00 7', '101 1 BOWL -2 5 2.00 7');
    expect(event('101:100')?.kind).toBe('refund');
  });
});

describe('rows set apart', () => {
  test.each([
    ['100 POST POSTAGE 1 0 18 7', 'POST'],
    ['100 m Manual 1 0 18 7', 'M'],
    ['100 gift_0001_20 Voucher 1 0 20 -', 'GIFT_0001_20'],
    ['100 TEST001 Test 1 0 20 -', 'TEST001'],
    ['A100 B Adjust_bad_debt 1 0 -11062.06 -', 'B'],
    ['100 11111 check -5 0 0 -', 'stock-correction'],
    ['C100 11111 BOWL -5 0 2 -', 'anonymous-return'],
    ['100 11111 BOWL 5 0 0 7', 'zero-price'],
  ])('%s', async (row, code) => {
    const { report } = await run(row);
    expect(report.setAside).toMatchObject([{ code, rows: 1, lines: [2] }]);
    expect(report.rows).toMatchObject({ read: 1, setAside: 1, rejected: 0 });
  });

  test('prices finer than pence are rounded half away from zero, and counted', async () => {
    const { event, report } = await run('100 11111 BOWL 5 0 0.125 7', '100 11112 CUP 5 0 0.124 7');
    expect(event('100')?.lines.map(({ unitPrice }) => unitPrice.amount)).toEqual([13, 12]);
    expect(report.notes).toEqual([{ note: 'unit prices rounded to pence', count: 2 }]);
  });
});

describe('bad rows', () => {
  test.each([
    ['100,1,BOWL,1,2020-02-03 10:00:00,2.00,7.0', /7 cells/],
    ['100,1,BOWL, BLUE,1,2020-02-03 10:00:00,2.00,7.0,Utopia', /9 cells/],
    ['100,1,"BOWL,1,2020-02-03 10:00:00,2.00,7.0,Utopia', /quotation mark/],
    ['100,,BOWL,1,2020-02-03 10:00:00,2.00,7.0,Utopia', /stock code/],
    ['100,1,BOWL,one,2020-02-03 10:00:00,2.00,7.0,Utopia', /"one" is no quantity/],
    ['100,1,BOWL,0,2020-02-03 10:00:00,2.00,7.0,Utopia', /"0" is no quantity/],
    ['100,1,BOWL,1,2020-02-30 10:00:00,2.00,7.0,Utopia', /is no time/],
    ['100,1,BOWL,1,yesterday,2.00,7.0,Utopia', /is no time/],
    ['100,1,BOWL,1,2020-02-03 10:00:00,2.00.1,7.0,Utopia', /is no price/],
    ['100,1,BOWL,1,2020-02-03 10:00:00,-2,7.0,Utopia', /below zero/],
    ['X1,1,BOWL,1,2020-02-03 10:00:00,2,7.0,Utopia', /invoice number/],
    ['C1,1,BOWL,1,2020-02-03 10:00:00,2,7.0,Utopia', /cancellation/],
  ])('%s', async (row, message) => {
    const text = `${header}\n100,1,BOWL,1,2020-02-03 10:00:00,2.00,7.0,Utopia\n${row}\n101,1,BOWL,1,2/3/2020 10:09,2,7,Utopia\n`;
    const { report } = await importText(text, { format: 'online-retail' });
    expect(report.rejected).toMatchObject([{ line: 3, error: { code: 'INVALID_ROW', path: 'line 3' } }]);
    expect(report.rejected[0]?.error.message).toMatch(message);
    expect(report.rejected[0]?.error.fix).toBeTruthy();
    expect(report.rows).toMatchObject({ read: 3, purchases: 2, rejected: 1 });
  });

  test('a missing column, another currency and an empty file refuse the file', async () => {
    const wrong = importText('a,b\n1,2\n', { format: 'online-retail' });
    await expect(wrong).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/InvoiceNo/),
    });
    const foreign = importText(csv(), { format: 'online-retail', currency: 'EUR' });
    await expect(foreign).rejects.toMatchObject({ code: 'CURRENCY_MISMATCH' });
    await expect(importText('', { format: 'online-retail' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

const file = dataFile('online-retail/online_retail.csv.gz');

describe.skipIf(file === undefined)(
  'the real file (skipped without ARMOIRE_DATA, which names its folder)',
  () => {
    test('is accounted for to the last row, in the protocol’s shapes', { timeout: 120_000 }, async () => {
      const sink = new MemorySink();
      const report = await importFile(file ?? '', { format: 'online-retail', sink });
      expect(report.balanced).toBe(true);
      expect(report.rows).toEqual({
        read: 541_909,
        purchases: 527_758,
        refunds: 7483,
        products: 0,
        events: 0,
        setAside: 6668,
        rejected: 0,
      });
      expect(report.events).toEqual({ purchase: 19_773, refund: 3785 });
      expect(report.products).toBe(3798);
      for (const event of sink.events.values()) expect(parseEvent(event)).toEqual(event);
      for (const change of sink.products.values()) if (change.kind === 'upsert') parseProduct(change.product);
    });
  },
);
