import type { Article } from './article.ts';

/** The seasons, which articles name among their tags. */
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;
export type Season = (typeof seasons)[number];

/** The season of a moment, in the northern half of the world: spring begins with March. */
export function seasonAt(at: number): Season {
  const month = new Date(at).getUTCMonth();
  return seasons[Math.floor(((month + 10) % 12) / 3)] ?? 'winter';
}

/** Whether an article is for a season in particular. */
export const isFor = ({ tags }: Article, season: Season): boolean => tags.includes(season);
