import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../schema/build.ts';

const schema = merchantSchema();
const actor = 'dora@lamps.example';

test('prices that wait for a decision', async () => {
  const merchant = new MemoryMerchant();
  const { data } = await ask(
    schema,
    `{ priceProposals(first: 9, after: "a") {
      id product variant title at price { amount } charged { amount } own { amount } by why cause { key values } propensity
      profit { mean low high }
    } }`,
    { merchant },
  );
  expect(data.priceProposals).toEqual([
    {
      ...{
        id: 'p1',
        product: 'lamp',
        variant: 'lamp-m',
        title: 'Lamp lamp-m',
        at: '1970-01-01T00:00:00.007Z',
      },
      ...{ price: { amount: 1800 }, charged: { amount: 1900 }, own: { amount: 2000 } },
      ...{
        by: 'thompson',
        why: 'it sells',
        propensity: 0.25,
        cause: { key: 'proposed', values: { source: 'policy', removed: 2 } },
        profit: { mean: 1.5, low: -0.5, high: 3.5 },
      },
    },
  ]);
  expect(merchant.calls).toEqual([['proposals', 9, 'a']]);
});

test('approving and rejecting, each for itself and with a name', async () => {
  const merchant = new MemoryMerchant();
  const two = '[{variant: "a", proposal: "1"}, {variant: "b", proposal: "2"}]';
  const answer = '{ accepted rejected { index code } }';
  const change = `mutation { approvePrices(proposals: ${two}) ${answer} rejectPrices(proposals: ${two}) ${answer} }`;
  const { data } = await ask(schema, change, { merchant, actor });
  expect(data).toEqual({
    approvePrices: { accepted: 1, rejected: [{ index: 1, code: 'CONFLICT' }] },
    rejectPrices: { accepted: 2, rejected: [] },
  });
  const asked = [
    { variant: 'a', proposal: '1' },
    { variant: 'b', proposal: '2' },
  ];
  expect(JSON.parse(JSON.stringify(merchant.calls))).toEqual([
    ['approve', asked, actor],
    ['reject', asked, actor],
  ]);
  const { errors } = await ask(schema, change, { merchant });
  expect(errors[0].extensions.code).toBe('UNAUTHENTICATED');
});
