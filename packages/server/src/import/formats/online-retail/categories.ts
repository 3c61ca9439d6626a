import { titleOf } from './title.ts';

/** Words that say how an article looks, what it is made of or how it is packed, never what it is. */
const looks = words(
  'ASSORTED ASST ANTIQUE BLACK BLUE BROWN CHRISTMAS CLEAR COL COLOUR CREAM DESIGN FLOCK FLORAL FONT GIANT GIFT GOLD ' +
    'GREEN GREY HANGING HOME IVORY LARGE LILAC LONDON LOVE MEDIUM METAL MINI MULTICOLOUR NATURAL ORANGE PACK PAISLEY ' +
    'PANTRY PINK PIECE POLKADOT PURPLE RED RETROSPOT ROSE SET SILVER SKULL SMALL SPACEBOY SPOT STRING STYLE SWEET ' +
    'TURQUOISE VINTAGE WHITE WOOD WOODLAND YELLOW ZINC',
);
/** What is often pictured on articles: the article itself only where nothing else is. */
const motifs = words(
  'APPLE BABUSHKA BIRD BUNNY CAKE CHICK CHOCOLATE EGG FLOWER GARDEN GIRL HEART HEN LEAF LETTER RABBIT STAR TOADSTOOL TREE',
);
const joints = new Set(['AND', 'BY', 'FOR', 'FROM', 'IN', 'OF', 'ON', 'W', 'WITH', 'AT', 'TO']);
const packing =
  /^(?:\d+ )?(?:(?:SET|PACK|BOX|BAG|ROLL|PK) ?(?:OF|\/) ?(?:\d+|TWO|THREE|FOUR|SIX|TEN|TWELVE) |S\/\d+ )?(?:\d+ )?(?:PIECE )?/;

/** Articles that must share a last word before it counts as a kind of article. */
const enough = 8;

/**
 * Derives categories from descriptions, for a file that has none. A description is cut before its first joint
 * ("WITH", "IN"), packing ("SET OF 3") is dropped, words are put in the singular. A word is a head when it ends at
 * least eight descriptions and does not say how an article looks; an article's category is the head furthest to
 * the right, a motif only where there is no other. Where the head and the word before it stand together in eight articles, that pair is the special
 * category under the general one: `Holder`, `T-Light Holder`. Articles without a head are in `Other`.
 */
export function deriveCategories(
  descriptions: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const kernels = new Map([...descriptions].map(([id, text]) => [id, kernel(text)]));
  const heads = count([...kernels.values()].map((list) => list.findLast((word) => isThing(word)) ?? ''));
  heads.delete('');
  const found = new Map([...kernels].map(([id, list]) => [id, headOf(list, heads)]));
  const pairs = count([...found.values()].map((head) => head?.pair ?? ''));
  pairs.delete('');
  const categories = new Map<string, readonly string[]>();
  for (const [id, head] of found) {
    if (head === undefined) categories.set(id, ['Other']);
    else if ((pairs.get(head.pair) ?? 0) < enough) categories.set(id, [titleOf(head.word)]);
    else categories.set(id, [titleOf(head.word), titleOf(head.pair)]);
  }
  return categories;
}

function headOf(
  list: readonly string[],
  heads: ReadonlyMap<string, number>,
): { word: string; pair: string } | undefined {
  const isHead = (word: string): boolean => isThing(word) && (heads.get(word) ?? 0) >= enough;
  const article = list.findLastIndex((word) => isHead(word) && !motifs.has(word));
  const index = article < 0 ? list.findLastIndex(isHead) : article;
  const word = list[index];
  if (word === undefined) return undefined;
  const before = list[index - 1];
  return { word, pair: before !== undefined && isThing(before) ? `${before} ${word}` : '' };
}

/** The words before the first joint, without packing, in the singular. */
function kernel(description: string): readonly string[] {
  const text = description
    .toUpperCase()
    .replace(/[^\p{L}\p{N}\s/'-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const list = text.replace(packing, '').split(' ').map(singular);
  const joint = list.findIndex((word, index) => index > 0 && joints.has(word));
  return joint < 0 ? list : list.slice(0, joint);
}

function isThing(word: string): boolean {
  return word.length > 2 && !looks.has(word) && !/\d/.test(word);
}

function singular(word: string): string {
  if (word.length > 4 && /(?:X|SH|CH|SS)ES$/.test(word)) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('IES')) return `${word.slice(0, -3)}Y`;
  return word.length > 3 && /[^SUI']S$/.test(word) && !word.endsWith('MAS') ? word.slice(0, -1) : word;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function count(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
