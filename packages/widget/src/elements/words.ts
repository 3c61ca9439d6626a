/** What the elements say by themselves, in the order of the table. `from` holds the price's place as `{}`. */
const names = ['heading', 'from', 'sold-out', 'regular', 'previous', 'next'] as const;

export type Word = (typeof names)[number];

/** One language a line: as text, since keys and quotes would be a third of it. */
const table = `en|You may also like|from {}|Sold out|Regular price|Previous|Next
de|Das könnte Ihnen gefallen|ab {}|Ausverkauft|Regulärer Preis|Zurück|Weiter
zh|猜你喜欢|{} 起|已售罄|原价|上一页|下一页`;

declare global {
  /** Further languages, a line each, in the form of the table: what `languages.ts` or the shop adds. */
  var ArmoireWords: string | undefined;
}

/** The attribute by which a shop says a word otherwise. */
export const labelOf = (name: Word) => (name === 'heading' ? name : `label-${name}`);

export const labels = names.map(labelOf);

/** A word in the language of a tag such as `de-AT`; in English where the language is not known. */
export function wordOf(lang: string, name: Word): string {
  // The shop's own lines come before ours.
  const lines = `${globalThis.ArmoireWords}\n${table}`.split('\n');
  const of = (code: string) => lines.find((line) => line.startsWith(`${code}|`));
  const line = of(lang.toLowerCase().split('-')[0] as string) ?? (of('en') as string);
  return line.split('|')[names.indexOf(name) + 1] as string;
}

/** A language tag that `Intl` can use, or nothing: a page's `lang` may be anything. */
export function localeOf(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang)[0];
  } catch {
    return undefined;
  }
}
