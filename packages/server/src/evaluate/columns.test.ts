import { expect, it } from 'vitest';
import { ColumnsBuilder, rowsOf } from './columns.ts';

const row = { reward: 1, propensity: 0.5 };
const targets = { even: { target: 0.5 } };

it('rows of one cluster are one unit, wherever they stand; those without one are units of their own', () => {
  const builder = new ColumnsBuilder(['even']);
  for (const cluster of ['ann', 'bob', undefined, 'ann', undefined, 'bob'])
    builder.add({ ...row, ...(cluster === undefined ? {} : { cluster }) }, targets);
  const found = rowsOf(builder.build(), 'even').map(({ cluster }) => cluster);
  expect(found).toEqual(['0', '1', '2', '0', '3', '1']);
});

it('the first place of a slate has its chances whatever stands above, which is nothing', () => {
  const builder = new ColumnsBuilder(['even']);
  for (const position of [0, 1])
    builder.add({ ...row, cluster: 'ann', position }, { even: { target: 0.25 } });
  const marginal = { propensity: 0.5, target: 0.25 };
  expect(rowsOf(builder.build(), 'even').map((each) => each.marginal)).toEqual([marginal, undefined]);
  expect(rowsOf(builder.build(), 'logged')[0]?.marginal).toEqual({ propensity: 0.5, target: 0.5 });
});

it('more rows than memory is meant for are refused', () => {
  const builder = new ColumnsBuilder(['even'], 1);
  builder.add(row, targets);
  expect(() => builder.add(row, targets)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});
