import type { Instant, Product, ProductId } from '@armoire/protocol';
import { unshowable } from '../eligibility/index.ts';
import type { Candidate, CandidateSource } from './source.ts';

interface Entry {
  readonly id: ProductId;
  readonly at: Instant;
}

/** Products kept for the whole shop, and for each category. */
const most = 200;

/** The newest products of one shelf, newest first. */
class Board {
  readonly entries: Entry[] = [];

  add(entry: Entry): void {
    const last = this.entries.at(-1);
    if (this.entries.length >= most && last !== undefined && entry.at <= last.at) return;
    this.remove(entry.id);
    const place = this.entries.findIndex(({ at }) => at < entry.at);
    this.entries.splice(place === -1 ? this.entries.length : place, 0, entry);
    if (this.entries.length > most) this.entries.pop();
  }

  remove(id: ProductId): void {
    const place = this.entries.findIndex((entry) => entry.id === id);
    if (place !== -1) this.entries.splice(place, 1);
  }
}

/**
 * The newest products, of the category at hand first: what a shop shows before anything has happened in it. It reads
 * no events, so it has nothing to snapshot.
 */
export function newest(): CandidateSource {
  const boards = new Map<string, Board>();
  const board = (category: string): Board => {
    const known = boards.get(category);
    if (known !== undefined) return known;
    const made = new Board();
    boards.set(category, made);
    return made;
  };
  /** By limit and category, as long as the boards stand as they do. */
  const answers = new Map<string, readonly Candidate[]>();
  const shelves = ({ categories }: Product) => ['', ...categories.slice(-1)];
  return {
    id: 'newest',
    version: 1,
    changed(change, before) {
      answers.clear();
      const product = change.kind === 'upsert' ? change.product : undefined;
      if (before !== undefined && (product === undefined || unshowable(product) !== undefined)) {
        for (const shelf of shelves(before)) board(shelf).remove(before.id);
      }
      if (product === undefined || unshowable(product) !== undefined) return;
      const entry = { id: product.id, at: product.createdAt ?? product.updatedAt };
      for (const shelf of shelves(product)) board(shelf).add(entry);
    },
    observe() {},
    retrieve({ catalog, product, category, limit }) {
      const near = category ?? (product === undefined ? undefined : catalog.get(product)?.categories.at(-1));
      // Whatever categories are asked for, no more is kept than there are boards.
      const first = near !== undefined && boards.has(near) ? near : '';
      const asked = `${limit} ${first}`;
      const known = answers.get(asked);
      if (known !== undefined) return known;
      const found = new Set<ProductId>();
      for (const shelf of [first, '']) {
        for (const { id } of boards.get(shelf)?.entries ?? []) if (found.size < limit) found.add(id);
      }
      const answer = [...found].map((id, rank) => ({ product: id, score: 1 - rank / (found.size + 1) }));
      answers.set(asked, answer);
      return answer;
    },
    snapshot: () => '',
    restore() {},
  };
}
