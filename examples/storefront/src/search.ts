import { type Article, categoryName, onShow } from './catalog/index.ts';

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Shorter ones begin too many other words. */
const longEnough = 4;

/** How well one word fits an article: the title counts most, and beginnings of words more than their middles. */
function fit(word: string, { title, maker, tags, line, description, category, makes }: Article): number {
  const fields: readonly (readonly [string, number])[] = [
    [title, 8],
    [tags.join(' '), 5],
    [`${categoryName(category)} ${maker}`, 4],
    [makes.map(({ name }) => name).join(' '), 3],
    [`${line} ${description}`, 1],
  ];
  let best = 0;
  for (const [text, weight] of fields) {
    const words = fold(text).split(/[^\p{L}\p{N}]+/u);
    const begins = weight > 1 || word.length >= longEnough;
    if (words.some((each) => (begins ? each.startsWith(word) : each === word))) best = Math.max(best, weight);
    else if (word.length >= longEnough && fold(text).includes(word)) best = Math.max(best, weight / 2);
  }
  return best;
}

/** What the shop has for a query: every word must be found; best first. */
export function find(query: string): readonly Article[] {
  const words = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === 0) return [];
  return onShow()
    .map((article) => {
      const fits = words.map((word) => fit(word, article));
      return { article, score: fits.includes(0) ? 0 : fits.reduce((sum, value) => sum + value, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ article }) => article);
}
