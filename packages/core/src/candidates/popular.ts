import { day } from '@armoire/protocol';
import { Boards } from './boards.ts';
import { checkedCrowd, crowdVersion, peopleBehind, usualCrowd } from './crowd.ts';
import { categoryAtHand, countedAt, interest } from './interest.ts';
import type { BoardOptions, CandidateSource } from './source.ts';

/**
 * What sells in the category at hand (the one asked for, else that of the product shown, else the whole shop), with
 * a half-life of a quarter; what sells there in the market of the request comes first.
 */
export function popularInCategory({
  halfLife = 90 * day,
  size = 200,
  atLeast = usualCrowd,
}: BoardOptions = {}): CandidateSource {
  const boards = new Boards({ halfLife, size, atLeast: checkedCrowd(atLeast) });
  return {
    id: 'popular',
    crowd: true,
    version: crowdVersion(3, atLeast),
    observe(event, person, catalog, names) {
      const people = peopleBehind(event, person, names);
      for (const shown of interest(event)) boards.add(shown, countedAt(event), people, event.market, catalog);
    },
    retrieve(query) {
      const { market, limit, catalog } = query;
      const category = categoryAtHand(query);
      const places = market === undefined ? [{ category }] : [{ category, market }, { category }];
      return boards.top(places, limit, catalog);
    },
    snapshot: () => JSON.stringify(boards.snapshot()),
    restore: (snapshot) => boards.restore(JSON.parse(snapshot)),
  };
}
