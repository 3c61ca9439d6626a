import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Instant } from '@armoire/protocol';
import { cache, sqlitePath } from '../options.ts';

/** What of the simulated world outlives a restart. */
export interface Remembered {
  /** When the world began: its tastes have drifted since then. */
  readonly began: Instant;
  /** The world's time. */
  readonly at: Instant;
  /** Times that shoppers were sent: each is another stretch of the random streams, whose ids never come again. */
  readonly run: number;
  /** When, in real time, the last stretches of visits were full. */
  readonly stretches?: readonly Instant[];
}

/** The file of the simulated world beside a database; none for a database in memory. */
export function worldFile(storage: string): string | undefined {
  const path = sqlitePath(storage);
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

  keep(remembered: Omit<Remembered, 'stretches'>): void {
    this.#write({ ...this.#kept, ...remembered });
  }

  /** Notes the stretches of visits whose decisions are still there. */
  begin(stretches: readonly Instant[]): void {
    if (this.#kept !== undefined) this.#write({ ...this.#kept, stretches });
  }

  /** Whole or not at all: a half-written file would keep the shop from opening. */
  #write(remembered: Remembered): void {
    this.#kept = remembered;
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(remembered));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
