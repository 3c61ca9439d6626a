import { money } from '@armoire/protocol';
import { expect, test } from 'vitest';
import { type CartLine, piecesIn, readCart, totalOf, withLine, withQuantity, writeCart } from './cart.ts';
import { articles, variantId } from './catalog/index.ts';
import { createSeal } from './http/cookies.ts';

const seal = createSeal('test');
const [first, second] = articles;
if (!first || !second) throw new Error('The shop sells nothing');

function lineOf(article: typeof first, cents: number, quantity = 1): CartLine {
  const make = article?.makes[0];
  if (!article || !make) throw new Error('An article has no make');
  return { article, make, variant: variantId(article, make), quantity, unitPrice: money(cents, 'EUR') };
}

test('comes back from its cookie as it was', () => {
  const lines = [lineOf(first, 6100, 2), { ...lineOf(second, 14800), token: 'abc' }];
  expect(readCart(seal, writeCart(seal, lines))).toEqual(lines);
  expect(totalOf(lines)).toEqual(money(27_000, 'EUR'));
  expect(piecesIn(lines)).toBe(3);
});

test('is empty when its cookie was not written by the shop', () => {
  expect(readCart(seal, 'anything.else')).toEqual([]);
  expect(readCart(seal, createSeal('other').close([]))).toEqual([]);
  expect(readCart(seal, seal.close([['no-such-thing', 'x', 1, 1], 7, null]))).toEqual([]);
});

test('keeps the price at which a thing was put in', () => {
  const lines = withLine([lineOf(first, 6100)], lineOf(first, 6400), 10);
  expect(lines).toEqual([lineOf(first, 6100, 2)]);
});

test('never holds more than there is', () => {
  expect(withLine([], lineOf(first, 100, 9), 4)[0]?.quantity).toBe(4);
  expect(withLine([], lineOf(first, 100), 0)).toEqual([]);
  const { variant } = lineOf(first, 100);
  expect(withQuantity([lineOf(first, 100, 3)], variant, 99, 5)[0]?.quantity).toBe(5);
  expect(withQuantity([lineOf(first, 100, 3)], variant, 0, 5)).toEqual([]);
});
