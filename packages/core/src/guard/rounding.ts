import { type Money, minorDigits, type Product, roundHalfAway } from '@armoire/protocol';
import type { GuardSettings } from './settings.ts';

/** Smallest steps that shops quote, where they are more than a minor unit: by the smallest coin in use. */
const increments: Readonly<Record<string, number>> = {
  BHD: 5,
  CHF: 5,
  HUF: 100,
  IDR: 100,
  JOD: 5,
  KRW: 10,
  KWD: 5,
  OMR: 5,
};

/** How a price is shown, and what the shown one has to look like. */
export interface Shown {
  /** Tax that is added to the amount, as a fraction; NaN where it is unknown. */
  readonly tax?: number;
  readonly increment?: number;
}

/** How the prices of a product are shown. */
export function shownOf(product: Product, { shown, increment }: GuardSettings): Shown {
  const taxed = shown === 'gross' && product.taxBasis === 'net';
  return {
    ...(taxed ? { tax: product.taxRate ?? Number.NaN } : {}),
    ...(increment === undefined ? {} : { increment }),
  };
}

/** The amount that shoppers see. */
export function shownAmount(amount: number, { tax = 0 }: Shown): number {
  return tax === 0 ? amount : roundHalfAway(amount * (1 + tax));
}

export function incrementOf(currency: string, { increment }: Shown): number {
  return increment ?? increments[currency] ?? 1;
}

/** Endings are the last two digits of the minor units, or three or four where the currency has so many. */
export function endingModulus(currency: string): number {
  return 10 ** Math.max(2, minorDigits(currency));
}

/** An empty list restricts nothing, as an absent one. */
export function allowedEndings(endings: readonly number[] | undefined): readonly number[] | undefined {
  return endings?.length === 0 ? undefined : endings;
}

/**
 * The price of a rung: the merchant's own times a factor, moved to the nearest that may be shown: with an allowed ending,
 * a multiple of the increment; the lower of two. It may be no price at all where the factor is none, or none is near; the
 * guard refuses that.
 */
export function rungPrice(
  own: Money,
  factor: number,
  endings: readonly number[] | undefined,
  shown: Shown = {},
): Money {
  if (factor === 1) return own;
  const { tax = 0 } = shown;
  const { currency } = own;
  const exact = own.amount * factor * (1 + tax);
  const increment = incrementOf(currency, shown);
  const allowed = allowedEndings(endings);
  const near =
    allowed !== undefined
      ? withEndings(exact, allowed, endingModulus(currency)).filter((amount) => amount % increment === 0)
      : increment === 1
        ? []
        : multiples(exact, increment);
  const amounts = near
    .filter((amount) => amount > 0)
    .sort((a, b) => Math.abs(a - exact) - Math.abs(b - exact) || a - b)
    .flatMap((amount) => amountShownAs(amount, shown) ?? []);
  return { amount: amounts[0] ?? roundHalfAway(own.amount * factor), currency };
}

function withEndings(exact: number, endings: readonly number[], modulus: number): number[] {
  const base = Math.floor(exact / modulus) * modulus;
  return endings.flatMap((ending) => [base - modulus + ending, base + ending, base + modulus + ending]);
}

function multiples(exact: number, increment: number): number[] {
  const below = Math.floor(exact / increment) * increment;
  return [below - increment, below, below + increment, below + 2 * increment];
}

/** The amount before tax that is shown as another; rounding leaves some shown amounts without one. */
function amountShownAs(target: number, shown: Shown): number | undefined {
  const { tax = 0 } = shown;
  if (tax === 0) return target;
  const near = roundHalfAway(target / (1 + tax));
  return [near, near - 1, near + 1].find((amount) => shownAmount(amount, shown) === target);
}
