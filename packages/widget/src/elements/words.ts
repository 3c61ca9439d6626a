/** What the elements say by themselves. `from` holds the price's place as `{}`. */
export interface Words {
  readonly heading: string;
  readonly soldOut: string;
  readonly from: string;
  /** Read out before a price that is struck through. */
  readonly regular: string;
}

const dictionary: Readonly<Record<string, Words>> = {
  en: { heading: 'You may also like', soldOut: 'Sold out', from: 'from {}', regular: 'Regular price' },
  de: {
    heading: 'Das könnte Ihnen gefallen',
    soldOut: 'Ausverkauft',
    from: 'ab {}',
    regular: 'Regulärer Preis',
  },
  zh: { heading: '猜你喜欢', soldOut: '已售罄', from: '{} 起', regular: '原价' },
};

/** The words of a language tag such as `de-AT`; English where there are none. */
export function wordsOf(lang: string): Words {
  const words = dictionary[lang.toLowerCase().split('-')[0] as string];
  // A page's `lang` may even be the name of something that every object has.
  return words?.heading ? words : (dictionary.en as Words);
}

/** A language tag that `Intl` can use, or nothing: a page's `lang` may be anything. */
export function localeOf(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang)[0];
  } catch {
    return undefined;
  }
}
