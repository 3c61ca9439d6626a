import { expect, test } from 'vitest';
import { ask } from '../../test/ask.ts';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { merchantSchema } from '../index.ts';

const schema = merchantSchema();

test('a person is asked for by ids of each kind, and counted', async () => {
  const merchant = new MemoryMerchant();
  const query = `{
    person(customer: "7", shopper: null) { shoppers sessions customers events decisions outcomes samples firstAt lastAt }
  }`;
  const { data, errors } = await ask(schema, query, { merchant });
  expect(errors).toBeUndefined();
  expect(data.person).toEqual({
    ...{ shoppers: [], sessions: [], customers: ['7'], events: 3, decisions: 2, outcomes: 2, samples: 1 },
    ...{ firstAt: '2026-01-31T12:00:00.000Z', lastAt: null },
  });
});

test('a person is erased in the name of whoever asks, and not without one', async () => {
  const merchant = new MemoryMerchant();
  const change =
    'mutation { erasePerson(session: "s", why: "asked") { id at events decisions outcomes samples } }';
  expect((await ask(schema, change, { merchant })).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  const { data } = await ask(schema, change, { merchant, actor: 'dora' });
  expect(data.erasePerson).toMatchObject({ id: 'erasure1', at: '2026-01-31T12:00:00.000Z', events: 3 });
  expect(merchant.calls).toEqual([['erase', { session: 's' }, 'asked', 'dora']]);
});
