import { Malformed, numberOf } from './bad.ts';
import type { VwFeature } from './vw-entry.ts';

/** A line of Vowpal Wabbit's text, taken apart: `label 'tag|namespace:weight feature:value … |…`. */
export interface TextLine {
  readonly line: number;
  /** The words before the first bar, without the tag. */
  readonly label: readonly string[];
  readonly tag?: string;
  readonly features: readonly VwFeature[];
}

/** @throws Malformed INVALID_FEATURE */
export function parseTextLine(line: number, text: string): TextLine {
  const bar = text.indexOf('|');
  const head = bar === -1 ? text : text.slice(0, bar);
  const label = words(head);
  const features =
    bar === -1
      ? []
      : text
          .slice(bar + 1)
          .split('|')
          .flatMap(namespace);
  const last = label.at(-1);
  // The word that touches the bar is the tag, and so is one with an apostrophe before it.
  if (last === undefined || !((bar !== -1 && !/\s$/.test(head)) || last.startsWith("'"))) {
    return { line, label, features };
  }
  return { line, label: label.slice(0, -1), tag: last.replace(/^'/, ''), features };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function namespace(text: string): VwFeature[] {
  const named = text !== '' && !/^\s/.test(text);
  const [name = '', weight] = named ? cut(words(text)[0] as string) : [''];
  const factor = weight === undefined ? 1 : numberOf(weight, 'INVALID_FEATURE', 'The weight of a namespace');
  return words(text)
    .slice(named ? 1 : 0)
    .map((word) => feature(name, word, factor))
    .filter(({ value }) => value !== 0);
}

function feature(namespace: string, word: string, factor: number): VwFeature {
  const [name = '', text] = cut(word);
  if (text === undefined) return { namespace, name, value: factor };
  if (text === '') throw new Malformed('INVALID_FEATURE', `The feature "${word}" has no value`);
  const value = Number(text);
  if (Number.isFinite(value)) return { namespace, name, value: value * factor };
  // A value that is a word is a property: Vowpal Wabbit hashes both together.
  return { namespace, name: `${name}=${text}`, value: factor };
}

/** At its last colon: names may have some of their own. */
function cut(word: string): [string, string?] {
  const at = word.lastIndexOf(':');
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}
