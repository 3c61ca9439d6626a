import { StringDecoder } from 'node:string_decoder';
import { ArmoireError } from '@armoire/protocol';
import type { Source } from './source.ts';

/** Longest line that is read, in UTF-16 units; a longer one means that the file is something else. */
const longest = 16 * 1024 * 1024;

/** A stretch of lines without their ends; `first` is the number of the first of them, from 1. */
export interface Lines {
  readonly first: number;
  readonly texts: readonly string[];
}

/**
 * Splits UTF-8 text at line feeds, in stretches so that a row costs no promise of its own. Carriage returns before
 * the feed and a byte order mark are dropped.
 */
export async function* readLines(source: Source): AsyncGenerator<Lines> {
  const decoder = new StringDecoder('utf8');
  let first = 1;
  let rest = '';
  for await (const chunk of source.chunks()) {
    let text = rest + decoder.write(chunk);
    if (first === 1 && text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    const texts = text.split('\n');
    rest = texts.pop() ?? '';
    if (rest.length > longest) throw tooLong(source.name, first + texts.length);
    if (texts.length > 0) yield { first, texts: texts.map(withoutReturn) };
    first += texts.length;
  }
  rest += decoder.end();
  if (rest !== '') yield { first, texts: [withoutReturn(rest)] };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function tooLong(name: string, line: number): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `Line ${line} of ${name} is longer than ${longest} characters`, {
    fix: 'Check that the file is text with one record in a line.',
    path: `line ${line}`,
  });
}
