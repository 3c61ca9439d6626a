import { type Query, rows } from '../graph.ts';
import type { Ledger } from '../told/ledger.ts';

/** Medusa's pricing module, as far as a price list needs it. */
export interface Pricing {
  createPriceLists(lists: readonly object[]): Promise<readonly { readonly id: string }[]>;
  updatePriceLists(lists: readonly object[]): Promise<unknown>;
  deletePriceLists(ids: readonly string[]): Promise<void>;
}

/** Whom a list is for, by attributes of Medusa's pricing context. */
export type ListRules = Readonly<Record<string, readonly string[]>>;

const mark = 'price list';

/** The list that holds every price of Armoire's; undefined while there is none, or once the merchant deleted it. */
export async function knownList(query: Query, ledger: Ledger): Promise<string | undefined> {
  const id = (await ledger.get('mark', [mark])).get(mark);
  if (id === undefined) return undefined;
  const [list] = await rows<{ id: string }>(query, { entity: 'price_list', fields: ['id'], filters: { id } });
  return list?.id;
}

/** Makes the list. It stands in the admin under this name, where the merchant can end it. */
export async function makeList(pricing: Pricing, ledger: Ledger, rules: ListRules = {}): Promise<string> {
  const [list] = await pricing.createPriceLists([
    {
      title: 'Armoire',
      description:
        'Written by @armoire/medusa: prices that it takes, and takes back. End it to have your own again.',
      ...{ type: 'override', status: 'active', rules },
    },
  ]);
  const id = list?.id ?? '';
  await ledger.put('mark', [{ id: mark, text: id }]);
  return id;
}

/**
 * Gives the list a rule, or takes it away; rules of the merchant's stay. It is written each time, for Medusa remembers in
 * each process which attributes any rule has, and forgets that only where one is written.
 *
 * @param values undefined where the list is for everybody
 */
export async function alignList(
  { pricing, query, ledger }: { readonly pricing: Pricing; readonly query: Query; readonly ledger: Ledger },
  attribute: string,
  values: readonly string[] | undefined,
): Promise<void> {
  const id = await knownList(query, ledger);
  const rule = values === undefined ? {} : { [attribute]: values };
  if (id === undefined) {
    if (values !== undefined) await makeList(pricing, ledger, rule);
    return;
  }
  const [list] = await rows<{ price_list_rules?: readonly { attribute: string; value: unknown }[] }>(query, {
    entity: 'price_list',
    fields: ['price_list_rules.attribute', 'price_list_rules.value'],
    filters: { id },
  });
  const present = Object.fromEntries(
    (list?.price_list_rules ?? []).map((each) => [each.attribute, each.value] as const),
  );
  const { [attribute]: ours, ...others } = present;
  if (values === undefined && ours === undefined) return;
  await pricing.updatePriceLists([{ id, rules: { ...others, ...rule } }]);
}

export async function dropList(pricing: Pricing, ledger: Ledger): Promise<void> {
  const id = (await ledger.get('mark', [mark])).get(mark);
  if (id === undefined) return;
  await pricing.deletePriceLists([id]);
  await ledger.remove('mark', [mark]);
}

/** Where the list has prices of these variants, and where it could. */
export async function placesOf(
  query: Query,
  list: string,
  variants: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const links = await rows<{ variant_id: string; price_set_id: string }>(query, {
    entity: 'product_variant_price_set',
    fields: ['variant_id', 'price_set_id'],
    filters: { variant_id: [...variants] },
  });
  const prices = await rows<{ id: string; price_set_id: string }>(query, {
    entity: 'price',
    fields: ['id', 'price_set_id'],
    filters: { price_list_id: list, price_set_id: links.map(({ price_set_id }) => price_set_id) },
  });
  const bySet = new Map(prices.map(({ id, price_set_id }) => [price_set_id, id]));
  return new Map(
    links.flatMap(({ variant_id, price_set_id }) => {
      const id = bySet.get(price_set_id);
      return id === undefined ? [] : [[variant_id, id]];
    }),
  );
}
