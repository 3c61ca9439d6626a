import { type Chunks, type Line, linesOf } from './lines.ts';
import type { VwEntry } from './vw-entry.ts';
import { readVwJson } from './vw-json.ts';
import { readVwText, type VwLayout } from './vw-text.ts';

export interface VwOptions {
  /** `text` or `json`; told by the first character when absent. */
  readonly syntax?: 'text' | 'json';
  /** For text; told by its first lines when absent. */
  readonly layout?: VwLayout;
}

/**
 * Reads an input file of Vowpal Wabbit as a stream: text (examples of one line, blocks of lines, `ccb`, `slates`,
 * `ca`), JSON and the decision service's JSON. What cannot be read stands in its place as a bad entry with its line
 * and a code; nothing is left out silently.
 *
 * Source: the input-format pages of Vowpal Wabbit's documentation, and its test inputs.
 */
export async function* readVw(chunks: Chunks, options: VwOptions = {}): AsyncGenerator<VwEntry> {
  const lines = linesOf(chunks);
  const first: Line[] = [];
  for (;;) {
    const { done, value } = await lines.next();
    if (done === true) break;
    first.push(value);
    if (value.text.trim() !== '') break;
  }
  const start = first.at(-1)?.text.trimStart() ?? '';
  const all = withFirst(first, lines);
  const syntax = options.syntax ?? (/^[{[]/.test(start) ? 'json' : 'text');
  yield* syntax === 'json' ? readVwJson(all) : readVwText(all, options.layout);
}

async function* withFirst(first: readonly Line[], rest: AsyncIterable<Line>): AsyncGenerator<Line> {
  yield* first;
  yield* rest;
}
