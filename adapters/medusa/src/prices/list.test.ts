import { expect, it } from 'vitest';
import { queryOver } from '../testing.ts';
import { memoryLedger } from '../told/memory.ts';
import { alignList, knownList, makeList, type Pricing } from './list.ts';

/** A store with price lists, as far as it is told of them. */
function store(lists: { id: string; price_list_rules?: object[] }[] = []) {
  const made: unknown[] = [];
  const updated: unknown[] = [];
  const pricing: Pricing = {
    async createPriceLists(asked) {
      made.push(...asked);
      lists.push({ id: `list_${lists.length}` });
      return lists.slice(-1);
    },
    async updatePriceLists(asked) {
      updated.push(...asked);
    },
    deletePriceLists: async () => {},
  };
  const ledger = memoryLedger();
  return { pricing, ledger, made, updated, query: queryOver({ price_list: lists }).query };
}

it('is made with its rule where there is none yet', async () => {
  const { made, updated, ...parts } = store();
  await alignList(parts, 'arm', ['learned']);
  expect(made).toMatchObject([{ title: 'Armoire', type: 'override', rules: { arm: ['learned'] } }]);
  expect(await knownList(parts.query, parts.ledger)).toBe('list_0');
  expect(updated).toEqual([]);
});

it('is not made for a store without arms', async () => {
  const { made, updated, ...parts } = store();
  await alignList(parts, 'arm', undefined);
  await makeList(parts.pricing, parts.ledger);
  await alignList(parts, 'arm', undefined);
  expect(made).toMatchObject([{ rules: {} }]);
  expect(updated).toEqual([]);
});

it('gets its rule, and loses it, beside those of the merchant', async () => {
  const own = { attribute: 'customer.groups.id', value: ['vip'] };
  const ours = { attribute: 'arm', value: ['learned'] };
  const lists: { id: string; price_list_rules?: object[] }[] = [];
  const { updated, made: _, ...parts } = store(lists);
  await makeList(parts.pricing, parts.ledger);
  lists[0] = { id: 'list_0', price_list_rules: [own] };
  await alignList(parts, 'arm', ['learned']);
  lists[0] = { id: 'list_0', price_list_rules: [own, ours] };
  await alignList(parts, 'arm', undefined);
  expect(updated).toEqual([
    { id: 'list_0', rules: { 'customer.groups.id': ['vip'], arm: ['learned'] } },
    { id: 'list_0', rules: { 'customer.groups.id': ['vip'] } },
  ]);
});
