import type { Instant } from '@armoire/protocol';
import { type BadEntry, Malformed, numberOf, orBad, probabilityOf } from './bad.ts';
import { type Chunks, type Line, linesOf } from './lines.ts';

/** One recommendation of the Open Bandit Dataset (Saito et al. 2021). */
export interface ObdEntry {
  readonly kind: 'obd';
  readonly line: number;
  readonly at: Instant;
  /** Index of the item, from 0. */
  readonly item: number;
  /** Place on the page, from 0. */
  readonly position: number;
  /** 1 for a click. */
  readonly click: number;
  /** With which the logging policy chose the item for the place. */
  readonly propensity: number;
  /** The user's features, which are names without a meaning. */
  readonly user: readonly string[];
  /** How often the user clicked each item before; as many as there are items. */
  readonly affinity: readonly number[];
}

/** One item of `item_context.csv`. */
export interface ObdItem {
  readonly kind: 'item';
  readonly line: number;
  readonly item: number;
  /** By column; numbers where the column has numbers. */
  readonly features: Readonly<Record<string, string | number>>;
}

const needed = ['timestamp', 'item_id', 'position', 'click', 'propensity_score'] as const;

/** Date.parse alone finds a date in almost any words. */
const dated = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/;

/** Reads `all.csv`, `men.csv` or `women.csv` as a stream, by the names of its columns. */
export async function* readObd(chunks: Chunks): AsyncGenerator<ObdEntry | BadEntry> {
  yield* rows(chunks, needed, (line, cell, header) => {
    const click = Number(cell('click'));
    if (click !== 0 && click !== 1) throw new Malformed('INVALID_ROW', `click is "${cell('click')}"`);
    const at = Date.parse(cell('timestamp'));
    if (!dated.test(cell('timestamp')) || !Number.isFinite(at))
      throw new Malformed('INVALID_ROW', `timestamp is "${cell('timestamp')}"`);
    const propensity = numberOf(cell('propensity_score'), 'INVALID_PROBABILITY', 'propensity_score');
    return {
      kind: 'obd',
      line,
      at,
      item: index(cell('item_id'), 'item_id'),
      position: index(cell('position'), 'position') - 1,
      click,
      propensity: probabilityOf(propensity, 'The item'),
      user: header.filter((name) => name.startsWith('user_feature_')).map(cell),
      affinity: header
        .filter((name) => name.startsWith('user-item_affinity_'))
        .map((name) => numberOf(cell(name), 'INVALID_FEATURE', name)),
    };
  });
}

/** Reads `item_context.csv`. */
export async function* readObdItems(chunks: Chunks): AsyncGenerator<ObdItem | BadEntry> {
  yield* rows(chunks, ['item_id'], (line, cell, header) => {
    const names = header.filter((name) => name.startsWith('item_feature_'));
    const features = names.map((name): [string, string | number] => {
      const value = Number(cell(name));
      return [name, cell(name) !== '' && Number.isFinite(value) ? value : cell(name)];
    });
    return {
      kind: 'item',
      line,
      item: index(cell('item_id'), 'item_id'),
      features: Object.fromEntries(features),
    };
  });
}

type ReadRow<Entry> = (line: number, cell: (name: string) => string, header: readonly string[]) => Entry;

async function* rows<Entry>(
  chunks: Chunks,
  columns: readonly string[],
  read: ReadRow<Entry>,
): AsyncGenerator<Entry | BadEntry> {
  let header: string[] | undefined;
  let places = new Map<string, number>();
  for await (const { number, text } of linesOf(chunks)) {
    if (text.trim() === '') continue;
    if (header !== undefined) {
      yield row({ number, text }, header, places, read);
      continue;
    }
    header = cells(text);
    places = new Map(header.map((name, i) => [name, i]));
    const missing = columns.filter((name) => !places.has(name));
    if (missing.length === 0) continue;
    const message = `The header has no ${missing.join(', ')}`;
    yield { kind: 'bad', line: number, code: 'INVALID_ROW', message };
    return;
  }
}

function row<Entry>(
  { number, text }: Line,
  header: readonly string[],
  places: ReadonlyMap<string, number>,
  read: ReadRow<Entry>,
): Entry | BadEntry {
  return orBad(number, () => {
    const values = cells(text);
    if (values.length !== header.length)
      throw new Malformed('INVALID_ROW', `There are ${values.length} values for ${header.length} columns`);
    return read(number, (name) => values[places.get(name) ?? -1] ?? '', header);
  });
}

/** The dataset quotes nothing; quotes that a spreadsheet put around values are taken off, within one line. */
function cells(text: string): string[] {
  if (!text.includes('"')) return text.split(',');
  const found = text.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  const values = text.startsWith(',') ? ['', ...found.filter((cell) => cell !== '')] : found;
  return values.map((cell) =>
    cell
      .replace(/^,/, '')
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}

function index(text: string, what: string): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= 0) return value;
  throw new Malformed('INVALID_ROW', `${what} is "${text}", no index`);
}
