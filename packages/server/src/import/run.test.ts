import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { formatReport } from './report.ts';
import { importFile, importText, MemorySink } from './testing.ts';

/** Customers who buy three times and give something back: 1,600 rows, 1,600 events. */
function retail(): string {
  const lines = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  for (let i = 0; i < 1200; i += 1)
    lines.push(`${1000 + i},${i % 7},BOWL,${1 + (i % 3)},2020-01-01 10:00:00,2.5,${i % 40}.0,X`);
  for (let i = 0; i < 400; i += 1)
    lines.push(`C${5000 + i},${i % 7},BOWL,-2,2020-01-02 10:00:00,2.5,${i % 40}.0,X`);
  return lines.join('\n');
}
const format = 'online-retail';

test('a second run adds nothing', async () => {
  const { sink, report: first } = await importText(retail(), { format });
  const { report: second } = await importText(retail(), { format, sink });
  expect(first.written.events).toEqual({ accepted: sink.events.size, duplicates: 0 });
  expect(second.written.events).toEqual({ accepted: 0, duplicates: sink.events.size });
  expect(second.written.changes).toEqual({ applied: 0, stale: 7 });
});

test('an import that died goes on where it was, and ends with the same', async () => {
  const { sink: whole, report: undisturbed } = await importText(retail(), { format });
  const sink = new MemorySink();
  let batches = 0;
  sink.before = async () => {
    batches += 1;
    if (batches === 4) throw new Error('the disk is gone');
  };
  await expect(importText(retail(), { format, sink })).rejects.toThrow('the disk is gone');
  const written = sink.place?.written ?? 0;
  expect(written).toBeGreaterThan(500);
  expect(sink.place).toMatchObject({ complete: false });

  sink.before = async () => {};
  const { report } = await importText(retail(), { format, sink });
  expect(report.written.resumedAfter).toBe(written);
  expect(report.written.events.duplicates).toBe(0);
  expect([...sink.events]).toEqual([...whole.events]);
  expect({ ...report, elapsed: 0, file: '', written: {} }).toEqual({
    ...undisturbed,
    elapsed: 0,
    file: '',
    written: {},
  });
  expect(sink.place?.complete).toBe(true);
});

test('another file does not go on from the place of this one', async () => {
  const sink = new MemorySink();
  sink.before = async () => {
    if (sink.batches.length === 2) throw new Error('stop');
  };
  await expect(importText(retail(), { format, sink })).rejects.toThrow('stop');
  sink.before = async () => {};
  const { report } = await importText(retail().replaceAll('BOWL', 'LAMP'), { format, sink });
  expect(report.written.resumedAfter).toBe(0);
});

test('a signal stops between batches; the same command goes on', async () => {
  const sink = new MemorySink();
  const controller = new AbortController();
  sink.before = async () => {
    if (sink.batches.length === 1) controller.abort();
  };
  const { report } = await importText(retail(), { format, sink, signal: controller.signal });
  expect(report.status).toBe('interrupted');
  expect(formatReport(report)).toContain('Run the same command again');
  expect(sink.place?.written).toBe(sink.products.size + sink.events.size);
  sink.before = async () => {};
  await importText(retail(), { format, sink });
  expect(sink.events.size).toBe((await importText(retail(), { format })).sink.events.size);
});

test('batches come one at a time, and reading waits for a slow sink', async () => {
  const sink = new MemorySink();
  let running = 0;
  sink.before = async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
  };
  await importText(retail(), { format, sink });
  expect(Math.max(...sink.batches)).toBeLessThanOrEqual(500);
});

test('gzip is recognised by its content, also on standard input', async () => {
  const { report } = await importText(gzipSync(retail()), { format });
  expect(report.rows.read).toBe(1600);
  const piped = await importFile('-', {
    format,
    sink: new MemorySink(),
    stdin: Readable.from([gzipSync(retail())]),
  });
  expect(piped.rows.read).toBe(1600);
});

test('a gzip file that is cut off writes nothing in a format of two passes', async () => {
  const sink = new MemorySink();
  const half = gzipSync(retail()).subarray(0, -200);
  await expect(importText(half, { format, sink })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(sink.products.size).toBe(0);
});

test('an unknown format, file or currency is refused', async () => {
  const sink = new MemorySink();
  await expect(importFile('nowhere.csv', { format, sink })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(importText('', { format: 'xml' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(importText('{}', { format: 'json', currency: 'pounds' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('the report is a table for people', async () => {
  const { report } = await importText(`${retail()}\nbroken\n9999,POST,POSTAGE,1,2020-01-01 10:00:00,2.5,,X`, {
    format,
  });
  const text = formatReport(report);
  expect(text).toMatch(/read +1,602\n/);
  expect(text).toMatch(/POST +1 {2}postage/);
  expect(text).toMatch(/line 1602: INVALID_ROW: The row has 1 cells/);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});
