import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();
const fields = `version at actor why rules {
  id effect paused count afterDays product position
  when { points from weekdays }
  select { brands price { from to } }
  except { options { name values } }
}`;

test('rules are told with their effects and their fields', async () => {
  const merchant = new MemoryMerchant();
  const { data, errors } = await ask(
    schema,
    `{ rules { ${fields} } rulesHistory(first: 2, before: 4) { version } }`,
    {
      merchant,
    },
  );
  expect(errors).toBeUndefined();
  expect(data.rules).toMatchObject({
    version: 3,
    actor: 'dora',
    why: 'autumn',
    at: '2026-01-31T12:00:00.000Z',
  });
  expect(data.rules.rules).toMatchObject([
    { id: 'few', effect: 'at_most', count: 1, select: { brands: ['Nord'], price: { from: 100, to: null } } },
    {
      effect: 'hide_bought',
      except: { options: [{ name: 'size', values: ['M'] }] },
      when: { points: ['home'], from: '2026-01-31T12:00:00.000Z', weekdays: ['monday'] },
    },
    { effect: 'pin', product: 'lamp', position: 0, paused: true, select: null },
  ]);
  expect(data.rulesHistory).toEqual([{ version: 3 }]);
  expect(merchant.calls).toEqual([['history', 2, 4]]);
});

test('rules are saved and reverted in the name of whoever asks, and not without one', async () => {
  const merchant = new MemoryMerchant();
  const save = `mutation { saveRules(expected: 2, why: "sale", rules: [{
    id: "x", effect: at_least, count: 2, note: null, select: { tags: ["sale"] },
    when: { until: "2026-02-01T00:00:00Z" }
  }]) { version } }`;
  expect((await ask(schema, save, { merchant })).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  const context = { merchant, actor: 'dora' };
  expect((await ask(schema, save, context)).data.saveRules).toEqual({ version: 3 });
  const revert = 'mutation { revertRules(version: 1, expected: 3, why: "wrong") { version } }';
  expect((await ask(schema, revert, context)).data.revertRules).toEqual({ version: 3 });
  const until = Date.UTC(2026, 1, 1);
  const rule = { id: 'x', effect: 'at-least', count: 2, select: { tags: ['sale'] }, when: { until } };
  expect(merchant.calls).toEqual([
    ['save', 2, [rule], 'sale', 'dora'],
    ['revert', 1, 3, 'wrong', 'dora'],
  ]);
});

test('rules are tried out for a place and a shopper', async () => {
  const merchant = new MemoryMerchant();
  const query = `{ previewRules(
    point: "home", rules: [], shopper: "ann", situation: { product: "p", values: { market: "de" } }
  ) {
    after { places { product title propensity reasons { code } } }
    products { product before after barred rules { id effect } }
  } }`;
  const { data, errors } = await ask(schema, query, { merchant });
  expect(errors).toBeUndefined();
  expect(data.previewRules).toEqual({
    after: { places: [{ product: 'lamp', title: 'Lamp', propensity: 1, reasons: [{ code: 'pinned' }] }] },
    products: [
      {
        product: 'lamp',
        before: 0.25,
        after: 1,
        barred: 'age',
        rules: [{ id: 'first', effect: 'hide_bought' }],
      },
    ],
  });
  const situation = { product: 'p', values: { market: 'de' } };
  expect(merchant.calls).toEqual([
    ['preview', { point: 'home', rules: [], situation, visitor: { shopper: 'ann' } }],
  ]);
});
