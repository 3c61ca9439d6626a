import { expect, it } from 'vitest';
import { memoryLedger } from './memory.ts';

it('keeps notes by kind and id, and pages through them by id', async () => {
  const ledger = memoryLedger();
  await ledger.put(
    'product',
    ['b', 'a', 'c'].map((id) => ({ id, text: `told ${id}` })),
  );
  await ledger.put('product', [{ id: 'b', text: 'told anew' }]);
  await ledger.put('order', [{ id: 'b', text: 'an order' }]);
  expect(await ledger.get('product', ['b', 'x'])).toEqual(new Map([['b', 'told anew']]));
  expect(await ledger.page('product', 2, '')).toEqual([
    { id: 'a', text: 'told a' },
    { id: 'b', text: 'told anew' },
  ]);
  await ledger.remove('product', ['c', 'x']);
  expect(await ledger.page('product', 2, 'b')).toEqual([]);
});
