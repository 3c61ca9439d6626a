import { hashString } from '../random/index.ts';
import { enter, isEnough } from './crowd.ts';

/** On how many distinct people each of some entries rests, counted until there are enough. */
export class Crowds {
  readonly #places: number;
  readonly #entries = new Map<string, Uint16Array>();

  /** @param atLeast as many are enough */
  constructor(atLeast: number) {
    this.#places = atLeast - 1;
  }

  /** @param people all that one person is known by; empty when nobody can be told apart */
  join(entry: string, people: readonly number[]): void {
    if (this.#places === 0 || people.length === 0) return;
    const places = this.#entries.get(entry) ?? new Uint16Array(this.#places);
    enter(places, 0, this.#places, people, hashString(entry));
    this.#entries.set(entry, places);
  }

  /** Whether the entry rests on enough people. */
  has(entry: string): boolean {
    if (this.#places === 0) return true;
    const places = this.#entries.get(entry);
    return places !== undefined && isEnough(places, 0);
  }

  delete(entry: string): void {
    this.#entries.delete(entry);
  }

  snapshot(): SavedCrowds {
    return [...this.#entries].map(([entry, places]) => [entry, [...places]]);
  }

  restore(saved: SavedCrowds): void {
    this.#entries.clear();
    for (const [entry, places] of saved) this.#entries.set(entry, Uint16Array.from(places));
  }
}

export type SavedCrowds = [entry: string, places: number[]][];
