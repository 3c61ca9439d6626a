import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readObd, readObdItems } from './index.ts';

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of stream) found.push(each);
  return found;
}

const header =
  ',timestamp,item_id,position,click,propensity_score,user_feature_0,user-item_affinity_0,user-item_affinity_1';
const row = '0,2019-11-24 00:01:03.979311+00:00,1,3,1,0.25,abc,0.0,2.0';

describe('the Open Bandit CSV', () => {
  it('is read by the names of its columns', async () => {
    expect(await all(readObd([`${header}\r\n${row}\r\n`]))).toEqual([
      {
        kind: 'obd',
        line: 2,
        at: Date.UTC(2019, 10, 24, 0, 1, 3, 979),
        item: 1,
        position: 2,
        click: 1,
        propensity: 0.25,
        user: ['abc'],
        affinity: [0, 2],
      },
    ]);
  });

  it('names what it cannot read by line and code, and goes on', async () => {
    const rows = [
      row.replace(',1,0.25', ',2,0.25'),
      row.replace('0.25', '0'),
      row.replace('2019', 'soon'),
      row.replace(',1,3', ',one,3'),
      row.replace('2.0', 'many'),
      `${row},more`,
      row.replace('abc', '"a ""b"""'),
    ];
    const found = await all(readObd([[header, ...rows].join('\n')]));
    expect(found.map((entry) => [entry.line, entry.kind === 'bad' ? entry.code : entry.user])).toEqual([
      [2, 'INVALID_ROW'],
      [3, 'INVALID_PROBABILITY'],
      [4, 'INVALID_ROW'],
      [5, 'INVALID_ROW'],
      [6, 'INVALID_FEATURE'],
      [7, 'INVALID_ROW'],
      [8, ['a "b"']],
    ]);
    expect(await all(readObd([`click,position\n${row}`]))).toMatchObject([
      { kind: 'bad', line: 1, code: 'INVALID_ROW', message: expect.stringContaining('item_id') },
    ]);
  });

  it('has the items beside it', async () => {
    const text = ',item_id,item_feature_0,item_feature_1\n0,0,-0.5,abc\n1,x,0.1,def\n';
    expect(await all(readObdItems([text]))).toMatchObject([
      { kind: 'item', item: 0, features: { item_feature_0: -0.5, item_feature_1: 'abc' } },
      { kind: 'bad', line: 3, code: 'INVALID_ROW' },
    ]);
  });
});

const folder = process.env.ARMOIRE_DATA;
const reason = 'the real files (skipped without ARMOIRE_DATA, which names the folder with obd-men)';
describe.skipIf(folder === undefined)(reason, () => {
  it.each([
    ['random', 46],
    ['bts', 69],
  ])('of the policy %s have no bad line', async (policy, clicks) => {
    const of = (name: string) => createReadStream(join(folder ?? '', 'obd-men', policy, name));
    const rows = await all(readObd(of('men.csv')));
    const items = await all(readObdItems(of('item_context.csv')));
    const read = rows.flatMap((entry) => (entry.kind === 'obd' ? entry : []));
    expect([rows.length, read.length, items.length]).toEqual([10_000, 10_000, 34]);
    expect(items.every(({ kind }) => kind === 'item')).toBe(true);
    expect(read.reduce((sum, { click }) => sum + click, 0)).toBe(clicks);
    expect(read.every(({ affinity, position }) => affinity.length === 34 && position <= 2)).toBe(true);
  });
});
