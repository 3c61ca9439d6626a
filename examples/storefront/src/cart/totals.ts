import { money, netOf } from '@armoire/protocol';
import { currency } from '../catalog/index.ts';

/** What sums are made of: pieces at a price in cents with tax, and the tax in it as a fraction of net. */
export interface Priced {
  readonly quantity: number;
  readonly cents: number;
  readonly taxRate: number;
}

/** The tax of one rate, in cents: `net + tax = gross`. */
export interface TaxLine {
  readonly rate: number;
  readonly gross: number;
  readonly net: number;
  readonly tax: number;
}

/** What a cart or an order comes to, in cents with tax. */
export interface Totals {
  readonly goods: number;
  readonly shipping: number;
  readonly total: number;
  /** By rate, the higher first; their `gross` is the total. */
  readonly taxes: readonly TaxLine[];
}

/**
 * Splits an amount by weights into whole cents that sum to it (largest remainder; ties go to the earlier).
 * All weights 0: everything goes to the first.
 */
export function split(amount: number, weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map((_, i) => (i === 0 ? amount : 0));
  const exact = weights.map((weight) => (amount * weight) / whole);
  const parts = exact.map(Math.floor);
  const left = amount - parts.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

/** Sums up. Delivery is taxed as what is delivered: its fee is divided among the rates by the value of the goods. */
export function totalsOf(lines: readonly Priced[], shipping: number): Totals {
  const byRate = new Map<number, number>();
  for (const { quantity, cents, taxRate } of lines) {
    byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + quantity * cents);
  }
  const groups = [...byRate].sort(([a], [b]) => b - a);
  const goods = groups.reduce((sum, [, gross]) => sum + gross, 0);
  const fees = split(
    shipping,
    groups.map(([, gross]) => gross),
  );
  const taxes = groups.map(([rate, value], i): TaxLine => {
    const gross = value + (fees[i] ?? 0);
    const net = netOf(money(gross, currency), rate).amount;
    return { rate, gross, net, tax: gross - net };
  });
  return { goods, shipping, total: goods + shipping, taxes };
}
