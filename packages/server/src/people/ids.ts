import { readPeople } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';

const page = 500;

/**
 * All ids of a person: the ones that are known, the shopper ids that are the same customer's, and the sessions in
 * which they came. Whoever uses a shared device as another customer is another person.
 *
 * @param known any of the person's ids: as a shopper, of a session, as a customer
 */
export async function idsOf(
  storage: Pick<Storage, 'events' | 'state' | 'people'>,
  shop: ShopId,
  known: readonly string[],
): Promise<readonly string[]> {
  const people = await readPeople(storage, shop);
  const names = known.flatMap((id) => [...people.names({ shopper: id }), ...people.names({ customer: id })]);
  const ids = new Set(names.map((name) => name.slice(name.indexOf(':') + 1)));
  const sessions = new Set<string>();
  for (let after = 0; ; ) {
    const events = await storage.people.events(shop, [...ids], after, page);
    for (const { session } of events) if (session !== undefined) sessions.add(session);
    if (events.length === 0) break;
    after = events.at(-1)?.offset ?? after;
  }
  return [...new Set([...ids, ...sessions])];
}
