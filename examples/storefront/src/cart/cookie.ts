import { money } from '@armoire/protocol';
import { articleOf, currency, makeOf } from '../catalog/index.ts';
import type { Seal } from '../http/cookies.ts';
import { type CartLine, mostLines } from './line.ts';

/** As the cookie has it: article, variant, quantity, cents, token. */
type Row = readonly [article: string, variant: string, quantity: number, cents: number, token?: string];

/** What of the 4 KB is left holds so many tokens, those of the last lines. */
const mostTokens = 5;

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row)) return false;
  const [article, variant, quantity, cents, token] = row as readonly unknown[];
  return (
    typeof article === 'string' &&
    typeof variant === 'string' &&
    Number.isSafeInteger(quantity) &&
    Number.isSafeInteger(cents) &&
    (token === undefined || typeof token === 'string')
  );
}

/** Reads a cart from its cookie; lines that the shop no longer sells are dropped. */
export function readCart(seal: Seal, sealed: string | undefined): readonly CartLine[] {
  const rows = seal.open(sealed);
  if (!Array.isArray(rows)) return [];
  return rows
    .filter(isRow)
    .slice(0, mostLines)
    .flatMap(([id, variant, quantity, cents, token]) => {
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
