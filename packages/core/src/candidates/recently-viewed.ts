import type { CandidateSource } from './source.ts';
import { stateless } from './stateless.ts';

/** What the person looked at last, the newest first. */
export function recentlyViewed(): CandidateSource {
  return stateless('recently-viewed', ({ profile, limit }) =>
    (profile?.viewed ?? [])
      .slice(0, limit)
      .map((product, rank, { length }) => ({ product, score: 1 - rank / (length + 1) })),
  );
}
