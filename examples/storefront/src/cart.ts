import { type Money, money } from '@armoire/protocol';
import { type Article, articleOf, currency, type Make, makeOf } from './catalog/index.ts';
import type { Seal } from './http/cookies.ts';

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

/** As the cookie has it: article, variant, quantity, cents, token. */
type Row = readonly [article: string, variant: string, quantity: number, cents: number, token?: string];

/** A cookie has 4 KB: room for so many lines, and for the tokens of the last ones. */
const mostLines = 16;
const mostTokens = 5;
const mostPieces = 20;
/** Longer ones are no tokens. */
const longestToken = 360;

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row)) return false;
  const [article, variant, quantity, cents] = row as readonly unknown[];
  return (
    typeof article === 'string' &&
    typeof variant === 'string' &&
    Number.isSafeInteger(quantity) &&
    Number.isSafeInteger(cents)
  );
}

/** Reads a cart from its cookie; lines that the shop no longer sells are dropped. */
export function readCart(seal: Seal, sealed: string | undefined): readonly CartLine[] {
  const rows = seal.open(sealed);
  if (!Array.isArray(rows)) return [];
  return rows.filter(isRow).flatMap(([id, variant, quantity, cents, token]) => {
    const article = articleOf(id);
    const make = article && makeOf(article, variant);
    if (article === undefined || make === undefined) return [];
    const line = { article, make, variant, quantity, unitPrice: money(cents, currency) };
    return [token === undefined ? line : { ...line, token }];
  });
}

export function writeCart(seal: Seal, lines: readonly CartLine[]): string {
  const late = new Set(lines.filter(({ token }) => token !== undefined).slice(-mostTokens));
  return seal.close(
    lines.map((line): Row => {
      const { article, variant, quantity, unitPrice, token } = line;
      const row = [article.id, variant, quantity, unitPrice.amount] as const;
      return token === undefined || !late.has(line) ? row : [...row, token];
    }),
  );
}

const pieces = (quantity: number, stock: number) => Math.max(0, Math.min(quantity, stock, mostPieces));

/** Puts something in. What is there already keeps its price: an open cart is a promise. */
export function withLine(lines: readonly CartLine[], added: CartLine, stock: number): readonly CartLine[] {
  const found = lines.find(({ variant }) => variant === added.variant);
  if (found) {
    const quantity = pieces(found.quantity + added.quantity, stock);
    return lines.map((line) => (line === found ? { ...line, quantity } : line));
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
    .filter((line) => line.quantity > 0);
}

export function totalOf(lines: readonly Pick<CartLine, 'quantity' | 'unitPrice'>[]): Money {
  return money(
    lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0),
    currency,
  );
}

export function piecesIn(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
