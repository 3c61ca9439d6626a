import { ArmoireError, type LoggedEvent } from '@armoire/protocol';
import { hashString } from '../random/index.ts';

/**
 * On how many distinct people what is shown must rest, when nothing is said. With two, each of them could tell from
 * what is shown what the other did; three is also the smallest cell that statistical offices commonly publish.
 */
export const usualCrowd = 3;
/** Each entry holds one digest less than this: what is remembered of people stays small. */
const largestCrowd = 20;

/** Stands in the first place of an entry that rests on enough people: who they were is dropped. */
const enough = 65_535;

/**
 * @param atLeast how many distinct people; 1 asks for nobody
 * @throws ArmoireError INVALID_CONFIG
 */
export function checkedCrowd(atLeast: number): number {
  if (Number.isInteger(atLeast) && atLeast >= 1 && atLeast <= largestCrowd) return atLeast;
  throw new ArmoireError('INVALID_CONFIG', `atLeast is ${atLeast}`, {
    path: 'atLeast',
    fix: `Give a whole number of people from 1 (off) to ${largestCrowd}.`,
  });
}

/** The version of a source's snapshots: one that was made for another number of people is of no use. */
export function crowdVersion(format: number, atLeast: number): number {
  return format * 1000 + atLeast;
}

/**
 * Whoever an event can be told apart by, as numbers: all names of the person; of an order without a person the
 * order, since each was an act of its own; of anything else without a person nobody: it may always be the same one.
 */
export function peopleBehind(
  event: LoggedEvent,
  person: string | undefined,
  names: readonly string[] = [],
): readonly number[] {
  if (person !== undefined) return [...new Set([person, ...names])].map((name) => hashString(name));
  return 'order' in event ? [hashString(`order:${event.order}`)] : [];
}

/**
 * Enters a person into the places of an entry, until there are as many as are asked for.
 *
 * A place holds 16 bits, salted by the entry: one in 65,534 people has the same, so that it names nobody, and those
 * of two entries cannot be compared. Who looks like somebody who was counted is not counted: the number is never too
 * large.
 *
 * @param places one less than the people that are asked for, from `first` on
 * @param people all that the person is known by, the name to keep first
 */
export function enter(
  places: Uint16Array,
  first: number,
  end: number,
  people: readonly number[],
  salt: number,
): void {
  if (people.length === 0 || places[first] === enough) return;
  let free = first;
  while (free < end && places[free] !== 0) free++;
  for (let i = people.length - 1; i >= 0; i--) {
    const entered = digest(people[i] as number, salt);
    for (let at = first; at < free; at++) if (places[at] === entered) return;
    if (i === 0 && free < end) places[free] = entered;
  }
  if (free < end) return;
  places.fill(0, first, end);
  places[first] = enough;
}

/** Whether as many people as are asked for were entered. */
export function isEnough(places: Uint16Array, first: number): boolean {
  return places[first] === enough;
}

/** In 1 … 65,534. */
function digest(person: number, salt: number): number {
  // The finaliser of MurmurHash3.
  let h = person ^ Math.imul(salt, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (((h ^ (h >>> 16)) >>> 0) % (enough - 1)) + 1;
}
