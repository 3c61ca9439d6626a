import { minorDigits } from '@armoire/protocol';

/**
 * Reads a decimal such as `2.55` or `0.001` as whole minor units, exactly: digits beyond the currency's minor unit
 * round half away from zero. `19,99` (a comma and one or two digits) is read as a decimal too; thousands separators
 * are not. Answers NaN where the text is no amount.
 */
export function readMinor(
  text: string,
  currency: string,
): { readonly minor: number; readonly rounded: boolean } {
  const match = /^([+-]?)(\d{1,13})(?:\.(\d*)|,(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return { minor: Number.NaN, rounded: false };
  const digits = minorDigits(currency);
  const fraction = match[3] ?? match[4] ?? '';
  const kept = Number(`${match[2]}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  const minor = fraction.charCodeAt(digits) >= 0x35 ? kept + 1 : kept;
  return {
    minor: match[1] === '-' && minor !== 0 ? -minor : minor,
    rounded: /[1-9]/.test(fraction.slice(digits)),
  };
}
