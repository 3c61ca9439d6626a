import type { Money } from '@armoire/protocol';
import type { Article, Make } from '../catalog/index.ts';

/** One line of a cart. Its price was fixed when it was put in, and holds until it is taken out. */
export interface CartLine {
  readonly article: Article;
  readonly make: Make;
  readonly variant: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** The decision that led to it, as the widget told it. */
  readonly token?: string;
}

/** The cart lives in a cookie of 4 KB: room for so many lines. */
export const mostLines = 16;
const mostPieces = 20;
/** Longer ones are no tokens. */
const longestToken = 360;

const pieces = (quantity: number, stock: number) => Math.max(0, Math.min(quantity, stock, mostPieces));

/** Puts something in. What is there already keeps its price: an open cart is a promise. */
export function withLine(lines: readonly CartLine[], added: CartLine, stock: number): readonly CartLine[] {
  const found = lines.find(({ variant }) => variant === added.variant);
  if (found) {
    const quantity = pieces(found.quantity + added.quantity, stock);
    return lines.map((line) => (line === found ? { ...line, quantity } : line)).filter(isThere);
  }
  const { token, ...rest } = added;
  const line = { ...rest, quantity: pieces(added.quantity, stock) };
  if (line.quantity === 0 || lines.length >= mostLines) return lines;
  return [...lines, token !== undefined && token.length <= longestToken ? { ...line, token } : line];
}

/** Sets a quantity; 0 takes the line out. */
export function withQuantity(
  lines: readonly CartLine[],
  variant: string,
  quantity: number,
  stock: number,
): readonly CartLine[] {
  return lines
    .map((line) => (line.variant === variant ? { ...line, quantity: pieces(quantity, stock) } : line))
    .filter(isThere);
}

/** The cart cut down to what is left; the same array when all of it is. */
export function withinStock(
  lines: readonly CartLine[],
  stock: (line: CartLine) => number,
): readonly CartLine[] {
  if (lines.every((line) => line.quantity <= stock(line))) return lines;
  return lines.map((line) => ({ ...line, quantity: pieces(line.quantity, stock(line)) })).filter(isThere);
}

const isThere = ({ quantity }: CartLine) => quantity > 0;

export function piecesIn(lines: readonly Pick<CartLine, 'quantity'>[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
