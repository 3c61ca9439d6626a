/** Why a line could not be read; stable. */
export type BadCode =
  | 'INVALID_JSON'
  | 'INVALID_LABEL'
  | 'INVALID_PROBABILITY'
  | 'INVALID_FEATURE'
  | 'INVALID_WEIGHT'
  | 'INVALID_ROW'
  | 'SEVERAL_LABELS'
  | 'UNKNOWN_ACTION'
  | 'NO_ACTIONS'
  | 'NOT_AN_EXAMPLE';

/** A line, or the first of the lines of an example, that could not be read. It stands in the stream in its place. */
export interface BadEntry {
  readonly kind: 'bad';
  readonly line: number;
  readonly code: BadCode;
  readonly message: string;
}

/** Thrown inside of a reader, which makes a {@link BadEntry} of it. */
export class Malformed extends Error {
  readonly code: BadCode;

  constructor(code: BadCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What `read` makes of a line, or the entry that says why it cannot. */
export function orBad<Entry>(line: number, read: () => Entry): Entry | BadEntry {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { kind: 'bad', line, code: error.code, message: error.message };
  }
}

/** @throws Malformed for what is no finite number */
export function numberOf(text: string | undefined, code: BadCode, what: string): number {
  const value = Number(text);
  if (text !== undefined && text.trim() !== '' && Number.isFinite(value)) return value;
  throw new Malformed(code, `${what} "${text ?? ''}" is no number`);
}

/** Probabilities that were written as single floats exceed one by their rounding. */
const most = 1 + 1e-5;

/** A logged probability. @throws Malformed outside of (0, 1] */
export function probabilityOf(value: unknown, what: string): number {
  if (typeof value === 'number' && value > 0 && value <= most) return Math.min(value, 1);
  throw new Malformed(
    'INVALID_PROBABILITY',
    `${what} has the probability ${String(value)}, which is not in (0, 1]`,
  );
}
