/** What is written about an article, in one language. */
export interface ArticleText {
  readonly title: string;
  readonly line: string;
  readonly description: string;
  readonly details: readonly string[];
}

/** The languages of the shop; the first where nothing else is wished for. */
export const languages = ['en', 'de', 'zh'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language =>
  (languages as readonly unknown[]).includes(value);

/** The shop's language that a browser's `Accept-Language` likes best; equal wishes by their order. */
export function preferredLanguage(header: string | null): Language {
  const wishes = (header ?? '').split(',').flatMap((wish, order) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    const said = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = said === undefined ? 1 : Number(said.trim().slice(2));
    return isLanguage(language) && weight > 0 ? [{ language, weight, order }] : [];
  });
  wishes.sort((a, b) => b.weight - a.weight || a.order - b.order);
  return wishes[0]?.language ?? languages[0];
}
