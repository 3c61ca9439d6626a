import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Instant } from '@armoire/protocol';
import { cache } from '../options.ts';

/** What of the simulated world outlives a restart. */
export interface Remembered {
  /** When the world began: its tastes have drifted since then. */
  readonly began: Instant;
  /** The world's time. */
  readonly at: Instant;
  /** Times that shoppers were sent: each is another stretch of the random streams, whose ids never come again. */
  readonly run: number;
}

/** The file of the simulated world beside a database; none for a database in memory. */
export function worldFile(storage: string): string | undefined {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(storage)?.[1];
  if (path === ':memory:') return undefined;
  return path === undefined ? resolve(cache, 'simulated.json') : `${path}.simulated.json`;
}

/** Keeps {@link Remembered} in a file, or for as long as the process runs. */
export class Memory {
  readonly #file: string | undefined;
  #kept: Remembered | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (file !== undefined && existsSync(file))
      this.#kept = JSON.parse(readFileSync(file, 'utf8')) as Remembered;
  }

  get kept(): Remembered | undefined {
    return this.#kept;
  }

  /** Whole or not at all: a half-written file would keep the shop from opening. */
  keep(remembered: Remembered): void {
    this.#kept = remembered;
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(remembered));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
