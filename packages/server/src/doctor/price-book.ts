import type { BookedPrice } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import { killedName } from '../runtime/index.ts';
import { type Finding, ok, warning } from './check.ts';

const page = 1000;

/**
 * Whether the store charges prices that only Armoire can put back. As long as it does, the service must not be taken
 * away: they would stay for ever.
 */
export async function checkPriceBook(
  { id, cycles }: ShopSettings,
  storage: Pick<Storage, 'book' | 'catalog' | 'settings'>,
): Promise<Finding[]> {
  const name = `${id}: prices in the store`;
  const { booked, away } = await readBook(id, storage);
  if (booked === 0) return [];
  if (away === 0) return [ok(name, 'The store charges the merchant’s own prices')];
  const theirs = `${away} in the store are Armoire’s`;
  if (Object.keys(cycles).length === 0) {
    return [
      warning(
        name,
        `${theirs}, and no point has a cycle that could put them back`,
        'Give the price point its `cycle` again, pull the kill switch, and wait until a cycle has run.',
      ),
    ];
  }
  const settings = await storage.settings.current(id);
  if (settings.find((setting) => setting.name === killedName)?.value === true) {
    return [
      warning(
        name,
        `${theirs}, although the kill switch is pulled`,
        'Let the service run until the next cycle has put them back; where they stay, look at the jobs.',
      ),
    ];
  }
  return [ok(name, `${theirs}: pull the kill switch, and wait for a cycle, before you take it out`)];
}

/** How many prices the book has, and of how many the store charges, or may charge, another than the merchant's own. */
async function readBook(shop: string, { book, catalog }: Pick<Storage, 'book' | 'catalog'>) {
  const away: BookedPrice[] = [];
  let booked = 0;
  for (let after: string | undefined; ; ) {
    const entries = await book.list(shop, page, after === undefined ? {} : { after });
    booked += entries.length;
    away.push(...entries.filter(isAway));
    after = entries.at(-1)?.variant;
    if (entries.length < page) break;
  }
  if (away.length === 0) return { booked, away: 0 };
  const gone = await goneFrom(shop, catalog);
  return { booked, away: away.filter(({ product }) => !gone.has(product)).length };
}

/** What may have been written counts as written, until the store was asked. */
function isAway({ state, charged, own }: BookedPrice): boolean {
  return state === 'writing' || charged.amount !== own.amount;
}

/** Products that the store does not have any more: nothing is charged for them. */
async function goneFrom(shop: string, catalog: Storage['catalog']): Promise<ReadonlySet<ProductId>> {
  const gone = new Set<ProductId>();
  for (let after = 0; ; ) {
    const changes = await catalog.current(shop, after, page);
    for (const { change } of changes) if (change.kind === 'tombstone') gone.add(change.id);
    after = changes.at(-1)?.offset ?? after;
    if (changes.length < page) return gone;
  }
}
