import { namesOf, type People, type PersonName, readPeople, type Who } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';

const page = 500;

type Held = Pick<Storage, 'events' | 'state' | 'people'>;

/**
 * All names of a person: those that are known, the shopper ids that are the same customer's, and the sessions in
 * which they came. Whoever uses a shared device as another customer is another person.
 *
 * @param known any ids of the person, each by its kind
 * @param people who is who; read from the log when absent
 * @throws ArmoireError INVALID_INPUT where a session was several people's
 */
export async function namesOfPerson(
  storage: Held,
  shop: ShopId,
  known: readonly Who[],
  people?: People,
): Promise<readonly PersonName[]> {
  const who = people ?? (await readPeople(storage, shop));
  const names = new Set<PersonName>();
  for (const each of known) {
    for (const name of await behind(storage, shop, each, who)) names.add(name);
  }
  const sessions = new Set<string>();
  for await (const { session } of rowsOf(storage, shop, [...names])) {
    if (session !== undefined) sessions.add(session);
  }
  return [...new Set([...names, ...[...sessions].flatMap((session) => namesOf({ session }))])];
}

/** The names that belong to given ids, and to whoever came in a given session. */
async function behind(
  storage: Held,
  shop: ShopId,
  { customer, shopper, session }: Who,
  people: People,
): Promise<readonly PersonName[]> {
  const names = [
    ...(customer === undefined ? [] : people.names({ customer })),
    ...(shopper === undefined ? [] : people.names({ shopper })),
  ];
  if (session === undefined) return names;
  const came = new Map<PersonName, readonly PersonName[]>();
  for await (const { session: _, ...others } of rowsOf(storage, shop, namesOf({ session }))) {
    const person = people.person(others);
    if (person !== undefined) came.set(person, people.names(others));
  }
  if (came.size > 1) {
    throw new ArmoireError('INVALID_INPUT', 'Several people came in this session', {
      path: 'session',
      fix: 'Name the customer or the shopper instead.',
    });
  }
  return [...names, ...namesOf({ session }), ...[...came.values()].flat()];
}

/** By which ids the rows of the logs name whoever they are about. */
async function* rowsOf(storage: Held, shop: ShopId, names: readonly PersonName[]): AsyncIterable<Who> {
  for (let after = 0; ; ) {
    const events = await storage.people.events(shop, names, after, page);
    yield* events;
    if (events.length === 0) break;
    after = events.at(-1)?.offset ?? after;
  }
  for (let after = ''; ; ) {
    const decisions = await storage.people.decisions(shop, names, after, page);
    for (const decision of decisions) {
      yield decision;
      if (decision.unit.kind === 'session') yield { session: decision.unit.id };
    }
    if (decisions.length === 0) return;
    after = decisions.at(-1)?.id ?? after;
  }
}
