const small = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);
const capitals = new Set(['UK', 'USA', 'LED', 'USB', 'TV', 'CD', 'DIY', 'BBQ', 'II', 'III', 'XL']);

/**
 * Turns a description in capitals into a title: every word with a capital, small words without one unless they
 * begin it, measures (`40CM`) in lower case, abbreviations as they are. Words that have lower case already stay.
 */
export function titleOf(description: string): string {
  const words = description
    .replace(/\s+/g, ' ')
    .replace(/^[\s*]+|[\s,.*]+$/g, '')
    .split(' ');
  return words.map((word, index) => caseOf(word, index === 0)).join(' ');
}

function caseOf(word: string, first: boolean): string {
  if (/[a-z]/.test(word) || capitals.has(word)) return word;
  const lower = word.toLowerCase();
  if (/^\d/.test(word) || (!first && small.has(lower))) return lower;
  return lower.replace(
    /(^|[^\p{L}\p{N}'’])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** Whether a description names an article, rather than saying what happened to it: those notes are in lower case. */
export function namesArticle(description: string): boolean {
  const upper = description.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = description.match(/\p{Ll}/gu)?.length ?? 0;
  return upper >= 3 && upper >= lower && !/^[?*]/.test(description);
}
