import type { Appended, NewEvent } from '@armoire/core';
import type { EventId, LoggedEvent, ShopId } from '@armoire/protocol';
import type { Stores } from '../stores/index.ts';
import type { Work } from './group.ts';

/** Events written by one statement: a few megabytes. */
const mostEvents = 5000;

/** An append of events, which can be made together with those that wait behind it. */
export interface Append {
  readonly shop: ShopId;
  readonly events: readonly NewEvent[];
}

/**
 * Runs calls in order; appends to one shop that follow each other are written as one, since each statement costs a
 * message to the server. An id that two of them bring counts in the first, as it would one after the other.
 */
export async function runMerged(stores: Stores, group: readonly Work[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for (let i = 0; i < group.length; ) {
    const appends = appendsFrom(group, i);
    const [first] = appends;
    if (first === undefined || appends.length === 1) {
      values.push(await group[i++]?.run(stores));
      continue;
    }
    const all = appends.flatMap(({ events }) => events);
    values.push(...split(appends, await stores.events.append(first.shop, all)));
    i += appends.length;
  }
  return values;
}

function appendsFrom(group: readonly Work[], from: number): readonly Append[] {
  const appends: Append[] = [];
  let size = 0;
  for (let i = from; i < group.length; i++) {
    const append = group[i]?.append;
    if (append === undefined || append.shop !== (appends[0]?.shop ?? append.shop)) break;
    size += append.events.length;
    if (appends.length > 0 && size > mostEvents) break;
    appends.push(append);
  }
  return appends;
}

/** Events were accepted in the order of the calls: whatever is not the next accepted one was a duplicate. */
function split(appends: readonly Append[], { events: accepted }: Appended): readonly Appended[] {
  let next = 0;
  return appends.map(({ events }) => {
    const own: LoggedEvent[] = [];
    const duplicates: EventId[] = [];
    for (const { id } of events) {
      const candidate = accepted[next];
      if (candidate?.id === id) {
        own.push(candidate);
        next++;
      } else duplicates.push(id);
    }
    return { events: own, duplicates };
  });
}
