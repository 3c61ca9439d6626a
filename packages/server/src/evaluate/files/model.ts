import { ArmoireError } from '@armoire/protocol';
import type { FileChoice } from './choice.ts';

/** Expects the reward of an action of a choice. */
export type FileModel = (choice: FileChoice, action: number) => number;

/**
 * Expected rewards that somebody else's model gave. JSON: a list of numbers, one an action; or a list of such lists,
 * one for each choice of the log in its order. CSV: the columns `action` and `reward`, and if the model looks at them
 * `position` (from 0) and `row` (from 0, the choices of the log in its order); what is not told is expected to be worth
 * nothing, and is refused.
 *
 * @throws ArmoireError INVALID_INPUT for a file of another shape, or when asked for what it does not say
 */
export function readModel(name: string, text: string): FileModel {
  return text.trimStart().startsWith('[') ? fromJson(name, text) : fromCsv(name, text);
}

function fromJson(name: string, text: string): FileModel {
  let lists: unknown;
  try {
    lists = JSON.parse(text);
  } catch (cause) {
    throw invalid(name, `is no JSON: ${(cause as Error).message}`);
  }
  if (isNumbers(lists)) {
    const [only] = [lists];
    return (choice, action) => told(name, only[action], choice, action);
  }
  if (!Array.isArray(lists) || !lists.every(isNumbers))
    throw invalid(name, 'is no list of numbers, and no list of such lists');
  const rows: readonly (readonly number[])[] = lists;
  return (choice, action) => told(name, rows[choice.index]?.[action], choice, action);
}

function fromCsv(name: string, text: string): FileModel {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(',').map((column) => column.trim());
  const place = (column: string) => columns.indexOf(column);
  if (place('action') === -1 || place('reward') === -1)
    throw invalid(name, `has the columns ${columns.join(', ')}, and needs action and reward`);
  const values = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    const cells = line.split(',').map((cell) => cell.trim());
    const number = (column: string) => {
      const cell = cells[place(column)];
      const value = cell === '' ? Number.NaN : Number(cell);
      if (Number.isFinite(value)) return value;
      throw invalid(name, `line ${i + 2}: ${column} is "${cell ?? ''}"`);
    };
    const optional = (column: string) => (place(column) === -1 ? '' : String(number(column)));
    values.set(`${number('action')}/${optional('position')}/${optional('row')}`, number('reward'));
  }
  const byPosition = place('position') !== -1;
  const byRow = place('row') !== -1;
  return (choice, action) => {
    const key = `${action}/${byPosition ? choice.position : ''}/${byRow ? choice.index : ''}`;
    return told(name, values.get(key), choice, action);
  };
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}

function told(name: string, value: number | undefined, { index }: FileChoice, action: number): number {
  if (value !== undefined) return value;
  throw invalid(name, `says nothing of action ${action} in row ${index}`);
}

function invalid(name: string, message: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `--model ${name} ${message}`, {
    fix: 'Give a JSON list of expected rewards by action (or one for each row), or CSV with action,reward.',
  });
}
