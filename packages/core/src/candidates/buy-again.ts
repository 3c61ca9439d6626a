import { day } from '@armoire/protocol';
import { type Bought, rhythm } from '../profiles/index.ts';
import type { CandidateSource } from './source.ts';
import { stateless } from './stateless.ts';

/** Time after which a purchase says half as much of the next. */
const halfLife = 90 * day;

/**
 * What the person bought before, first what is due: times bought · 2^(−age / 90 d), and for what was bought more than
 * once, no more than how far the time since is along the person's own rhythm.
 */
export function buyAgain(): CandidateSource {
  return stateless('buy-again', ({ profile, at, limit }) => {
    if (profile === undefined) return [];
    const worth = (bought: Bought) => {
      const due = Math.min(rhythm(bought, at) ?? 1, 1);
      return bought.times * due * 2 ** (-Math.max(at - bought.last, 0) / halfLife);
    };
    const ranked = [...profile.bought]
      .map(([product, bought]) => ({ product, score: worth(bought) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.product < b.product ? -1 : 1))
      .slice(0, limit);
    const best = ranked[0]?.score ?? 1;
    return ranked.map(({ product, score }) => ({ product, score: score / best }));
  });
}
