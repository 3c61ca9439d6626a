import { expect, it } from 'vitest';
import { nowhere, situationOf } from './situation.ts';

it('a preview tells only what was filled in, an age as a number', () => {
  expect(situationOf(nowhere)).toEqual({ situation: { values: {} } });
  expect(situationOf({ ...nowhere, product: ' lamp ', cart: ' , ', age: ' 0 ', shopper: ' ' })).toEqual({
    situation: { product: 'lamp', values: { age: 0 } },
  });
  expect(
    situationOf({
      ...{ product: 'lamp', category: 'lamps', market: 'DE', channel: 'app' },
      ...{ cart: 'torch, shade', age: '21', shopper: 'ann' },
    }),
  ).toEqual({
    situation: {
      ...{ product: 'lamp', category: 'lamps', cart: ['torch', 'shade'] },
      values: { market: 'DE', channel: 'app', age: 21 },
    },
    shopper: 'ann',
  });
});
