import type { Product } from '@armoire/protocol';

/** Characters of a description that say what a product is; what follows is care and delivery. */
const opening = 400;

/** What an embedder is to know of a product: title, brand, shelf, tags and the opening of the description. */
export function productText({ title, brand, categories, tags = [], description = '' }: Product): string {
  const plain = description
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const cut =
    plain.length <= opening ? plain : plain.slice(0, plain.lastIndexOf(' ', opening) + 1 || opening);
  const parts = [title, brand ?? '', categories.at(-1) ?? '', tags.slice(0, 10).join(', '), cut.trim()];
  return parts.filter((part) => part !== '').join('. ');
}
