/** Scripts that are written without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Letters and digits with the marks that belong to them; the marks alone make no word. */
const runs = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Compatibility forms made one, case folded: 'ＳＴＲＡẞＥ' and 'straße' are one text. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}

/**
 * The features of a text with how often each occurs. A word gives itself and its n-grams of 3 to 5 characters with the
 * edges marked; a run of a script without spaces gives its n-grams of 1 to 3 characters.
 */
export function ngrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const [run] of fold(text).matchAll(runs)) {
    for (const part of split(run)) {
      const characters = [...part.text];
      if (part.spaced) {
        count(`w${part.text}`);
        grams(['<', ...characters, '>'], 3, 5, count);
      } else grams(characters, 1, 3, count);
    }
  }
  return counts;
}

/** A run mixes scripts where no space divides them: `iPhone手机`. */
function split(run: string): { text: string; spaced: boolean }[] {
  const parts: { text: string; spaced: boolean }[] = [];
  for (const character of run) {
    const spaced = !unspaced.test(character);
    const last = parts.at(-1);
    // Marks and the like belong to what stands before them.
    if (last !== undefined && (last.spaced === spaced || /\p{M}/u.test(character))) last.text += character;
    else parts.push({ text: character, spaced });
  }
  return parts;
}

function grams(characters: readonly string[], from: number, to: number, count: (gram: string) => void): void {
  for (let n = from; n <= to; n++) {
    for (let i = 0; i + n <= characters.length; i++) count(`${n}${characters.slice(i, i + n).join('')}`);
  }
}
