import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { type Format, formatOf } from './format.ts';
import { isTag } from './tag.ts';
import { zh } from './zh.ts';

export type { Format } from './format.ts';

export interface Speech {
  readonly language: string;
  readonly locale: string;
  readonly words: Words;
  readonly format: Format;
}

const all = { en, de, zh } as const;

export type Language = keyof typeof all;

export const languages = Object.keys(all) as Language[];

/** What the language calls itself. */
export const nameOf = (language: Language): string => all[language].name;

/** The first language of the browser that the dashboard has. */
export function usualLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = languages.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The browser's own kind of the language, which knows how its country writes dates. */
function localeOf(language: Language): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return own !== undefined && isTag(own) ? own : language;
}

export function speechOf(language: Language): Speech {
  const locale = localeOf(language);
  return { language, locale, words: all[language], format: formatOf(locale) };
}

export const Speaking = createContext<Speech>(speechOf('en'));

export function useWords(): Speech {
  return useContext(Speaking);
}
