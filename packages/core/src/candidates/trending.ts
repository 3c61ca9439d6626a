import { day } from '@armoire/protocol';
import { Boards } from './boards.ts';
import { checkedCrowd, crowdVersion, peopleBehind, usualCrowd } from './crowd.ts';
import { categoryAtHand, countedAt, interest } from './interest.ts';
import type { BoardOptions, CandidateSource } from './source.ts';

/**
 * What shoppers turn to now: interest that halves every few days. First what they turn to in the category at hand, of
 * the market's shoppers before all; then what the market, and then the whole shop, turns to.
 */
export function trending({
  halfLife = 3 * day,
  size = 500,
  atLeast = usualCrowd,
}: BoardOptions = {}): CandidateSource {
  const boards = new Boards({ halfLife, size, atLeast: checkedCrowd(atLeast) });
  return {
    id: 'trending',
    crowd: true,
    version: crowdVersion(3, atLeast),
    observe(event, person, catalog, names) {
      const people = peopleBehind(event, person, names);
      for (const shown of interest(event)) boards.add(shown, countedAt(event), people, event.market, catalog);
    },
    retrieve(query) {
      const { market, limit, catalog } = query;
      const category = categoryAtHand(query);
      const places = [
        ...(category === undefined || market === undefined ? [] : [{ category, market }]),
        ...(category === undefined ? [] : [{ category }]),
        ...(market === undefined ? [] : [{ market }]),
        {},
      ];
      return boards.top(places, limit, catalog);
    },
    snapshot: () => JSON.stringify(boards.snapshot()),
    restore: (snapshot) => boards.restore(JSON.parse(snapshot)),
  };
}
