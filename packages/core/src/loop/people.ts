import type { ShopId } from '@armoire/protocol';
import { People } from '../events/index.ts';
import type { EventLog, StateStore } from '../ports/index.ts';

/** What is kept of {@link People} as a snapshot. */
export const peopleName = 'people';
export const peopleVersion = 1;

/** What is kept of what each person did as a snapshot. */
export const profilesName = 'profiles';

/** What is kept of the ranker as a snapshot. */
export const rankerName = 'ranker';
const ofSources = 'source/';

/** What is kept of a candidate source as a snapshot. */
export function sourceName(id: string): string {
  return `${ofSources}${id}`;
}

/** Whether a snapshot only saves the time to read the log again, and may be deleted. */
export function isView(snapshot: string): boolean {
  return [peopleName, profilesName, rankerName].includes(snapshot) || snapshot.startsWith(ofSources);
}

const batch = 5000;

/** Who is who in a shop, from the last snapshot and the log behind it, without the shop running here. */
export async function readPeople(
  { events, state }: { readonly events: EventLog; readonly state: StateStore },
  shop: ShopId,
): Promise<People> {
  const people = new People();
  const snapshot = await state.snapshot(shop, peopleName);
  const usable = snapshot?.version === peopleVersion;
  if (usable) people.restore(snapshot.text);
  for (let after = usable ? snapshot.offset : 0; ; ) {
    const page = await events.read(shop, after, batch);
    for (const event of page) people.observe(event);
    if (page.length === 0) return people;
    after = page.at(-1)?.offset ?? after;
  }
}
