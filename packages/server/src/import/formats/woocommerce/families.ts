import type { Fields } from './columns.ts';

/** Variable products with the rows of their variations, which may stand anywhere in the file. */
export class Families {
  readonly #parents: Fields[] = [];
  readonly #variations: Fields[] = [];

  addParent(row: Fields): void {
    this.#parents.push(row);
  }

  addVariation(row: Fields): void {
    this.#variations.push(row);
  }

  /** Each parent, in the order of the file, with its variations; those without a parent come under `undefined`. */
  *all(): Generator<{ readonly parent: Fields | undefined; readonly variations: readonly Fields[] }> {
    const byReference = new Map<string, Fields>();
    for (const parent of this.#parents) {
      // A parent is referred to by its SKU, or by its id where it has none.
      if (parent.id !== '') byReference.set(`id:${parent.id}`, parent);
      if (parent.sku !== '') byReference.set(parent.sku, parent);
    }
    const children = new Map<Fields | undefined, Fields[]>();
    for (const variation of this.#variations) {
      const parent = byReference.get(variation.parent);
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [variation]);
      else siblings.push(variation);
    }
    for (const parent of this.#parents) yield { parent, variations: children.get(parent) ?? [] };
    const orphans = children.get(undefined) ?? [];
    if (orphans.length > 0) yield { parent: undefined, variations: orphans };
  }
}
