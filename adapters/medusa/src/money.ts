import { ArmoireError, type Money, minorDigits, money, roundHalfAway } from '@armoire/protocol';

/**
 * Medusa keeps amounts in major units, as numbers, as texts, or as `{ value }` with all digits; a net price may have
 * more digits than its currency, and is rounded half away from zero.
 *
 * @throws ArmoireError INVALID_INPUT for what is no amount
 */
export function moneyOf(amount: unknown, currency: string): Money {
  const code = currency.toUpperCase();
  const number = numberOf(amount);
  if (!Number.isFinite(number)) {
    throw new ArmoireError('INVALID_INPUT', `${JSON.stringify(amount)} is no amount in ${code}`, {
      fix: 'Correct the price in the store.',
    });
  }
  return money(roundHalfAway(number * 10 ** minorDigits(code)), code);
}

/** A number that Medusa may have wrapped; NaN for what is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '') return Number(value);
  if (typeof value !== 'object' || value === null) return Number.NaN;
  const wrapped = value as { readonly value?: unknown; readonly numeric?: unknown };
  return numberOf(wrapped.numeric ?? wrapped.value);
}

/** The amount in Medusa's major units; exact to what a number holds. */
export function majorOf({ amount, currency }: Money): number {
  return amount / 10 ** minorDigits(currency);
}
