import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { type Format, formatOf } from './format.ts';

export type { Format } from './format.ts';

export interface Speech {
  readonly language: string;
  readonly words: Words;
  readonly format: Format;
}

const all: Readonly<Record<string, Words>> = { en, de };

/** The words of a language tag; English where there are none. */
export function speechOf(tag: string): Speech {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  const words = all[language];
  return words === undefined
    ? { language: 'en', words: en, format: formatOf('en') }
    : { language, words, format: formatOf(tag) };
}

const Spoken = createContext<Speech>(speechOf('en'));

/** Speaks the language that the admin is set to, which Medusa names on the page. */
export function Speaking({ children }: { readonly children: ReactNode }) {
  const [tag, setTag] = useState(() => document.documentElement.lang);
  useEffect(() => {
    const page = document.documentElement;
    const watched = new MutationObserver(() => setTag(page.lang));
    watched.observe(page, { attributeFilter: ['lang'] });
    setTag(page.lang);
    return () => watched.disconnect();
  }, []);
  const speech = useMemo(() => speechOf(tag || 'en'), [tag]);
  return createElement(Spoken.Provider, { value: speech }, children);
}

export const useWords = (): Speech => useContext(Spoken);
