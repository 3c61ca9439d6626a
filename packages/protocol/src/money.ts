import { ArmoireError } from './errors.ts';

/** An amount of money: an integer count of the currency's minor unit (cents for EUR, yen for JPY). */
export interface Money {
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

/** Whether an amount includes tax. */
export type TaxBasis = 'gross' | 'net';

/** Currencies whose minor unit is not a hundredth (ISO 4217); all others have two digits. */
const exponents: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Number of decimal digits of a currency's minor unit. */
export function minorDigits(currency: string): number {
  return exponents[currency] ?? 2;
}

/** Makes an amount, refusing fractions of a minor unit and codes that are not three capitals. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) {
    throw new ArmoireError('INVALID_INPUT', `${amount} is not a whole number of minor units`, {
      fix: 'Give money as an integer count of the minor unit: 1999 for 19.99 EUR.',
    });
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new ArmoireError('INVALID_INPUT', `"${currency}" is not a currency code`, {
      fix: 'Use the three capital letters of ISO 4217, such as EUR.',
    });
  }
  return { amount, currency };
}

/**
 * Reads a decimal such as `"19.99"` or `"-3"` exactly, without passing through a binary fraction.
 * Digits beyond the currency's minor unit must be zero: an importer that meets others has to say how it rounds.
 */
export function parseMoney(decimal: string, currency: string): Money {
  const digits = minorDigits(currency);
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(decimal.trim());
  const fraction = match?.[3] ?? '';
  if (!match || /[1-9]/.test(fraction.slice(digits))) {
    throw new ArmoireError('INVALID_INPUT', `"${decimal}" is not an amount in ${currency}`, {
      fix: `Write it with a point and at most ${digits} decimals.`,
    });
  }
  const minor = Number(`${match[2]}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return money(match[1] === '-' && minor !== 0 ? -minor : minor, currency);
}

/** The exact decimal form, `"19.99"`; the inverse of {@link parseMoney}. */
export function formatDecimal({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The form a shopper reads, by the platform's Intl. */
export function formatMoney(value: Money, locale?: string): string {
  const digits = minorDigits(value.currency);
  // Said outright: the platform's locale data drop decimals that some currencies do have.
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: value.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value.amount / 10 ** digits);
}

/** Refuses to mix currencies; nothing in Armoire converts them. */
export function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new ArmoireError('CURRENCY_MISMATCH', `${a.currency} and ${b.currency} cannot be combined`, {
      fix: 'Send amounts in the currency of the shop.',
    });
  }
}

export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.amount + b.amount, a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.amount - b.amount, a.currency);
}

/** Multiplies and rounds half away from zero, the rule of most price-indication laws. */
export function scaleMoney(value: Money, factor: number): Money {
  return money(roundHalfAway(value.amount * factor), value.currency);
}

/**
 * Half away from zero, where a product that falls short of the half by nothing but the rounding of binary fractions
 * counts as the half: 100 × 1.005 is 100.499…, and means 100.5.
 */
export function roundHalfAway(value: number): number {
  const size = Math.abs(value);
  return Math.sign(value) * Math.round(size + Math.min(size * 2 ** -51, 2 ** -10)) || 0;
}

/** Takes tax out of a gross amount. `rate` is a fraction: 0.19 for 19 %. */
export function netOf(gross: Money, rate: number): Money {
  return money(roundHalfAway(gross.amount / (1 + rate)), gross.currency);
}

/** Adds tax to a net amount. `rate` is a fraction: 0.19 for 19 %. */
export function grossOf(net: Money, rate: number): Money {
  return scaleMoney(net, 1 + rate);
}
