import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Setting {
  /** A smaller run, under a minute. */
  readonly quick: boolean;
  say(text: string): void;
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly bar: number;
  readonly holds: boolean;
}

export interface Report {
  readonly figures: Readonly<Record<string, number>>;
  readonly bars: readonly Bar[];
}

/** What a file of this folder exports as `run`. */
export type Benchmark = (setting: Setting) => Promise<Report>;

/** The benchmark cannot run here; the message says what is missing. */
export class CannotRun extends Error {}

export function atLeast(name: string, value: number, bar: number): Bar {
  return { name, value, bar, holds: value >= bar };
}

export function atMost(name: string, value: number, bar: number): Bar {
  return { name, value, bar, holds: value <= bar };
}

/**
 * A file of the data folder.
 *
 * @throws CannotRun when `ARMOIRE_DATA` is not set or has no such file
 */
export function dataFile(path: string): string {
  const folder = process.env.ARMOIRE_DATA;
  if (folder === undefined) throw new CannotRun('Set ARMOIRE_DATA to the folder that holds the data sets.');
  const file = join(folder, path);
  if (!existsSync(file)) throw new CannotRun(`${path} is not in the folder that ARMOIRE_DATA names.`);
  return file;
}
