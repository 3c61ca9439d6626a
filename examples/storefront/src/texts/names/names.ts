import type { Axis, CategoryId } from '../../catalog/index.ts';

/** Single words of the catalogue in another language, by their English form. */
export interface Names {
  readonly categories: Readonly<Record<CategoryId, { readonly name: string; readonly line: string }>>;
  readonly axes: Readonly<Record<Axis, string>>;
  /** Colours, sizes and scents; those that are numbers stay as they are. */
  readonly makes: Readonly<Record<string, string>>;
  /** Tags, by which things are searched. */
  readonly tags: Readonly<Record<string, string>>;
}
