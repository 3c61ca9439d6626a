import type { Money } from '../api/types.ts';

/** Numbers, money and times as a language writes them. */
export interface Format {
  number(value: number, digits?: number): string;
  percent(share: number): string;
  money(money: Money): string;
  /** With the sign, also of gains. */
  gain(money: Money): string;
  /** Of major units, without cents where there are none. */
  major(value: number, currency: string): string;
  /** With the sign. */
  majorGain(value: number, currency: string): string;
  /** A day with its time. */
  time(at: string | number): string;
  day(at: string): string;
  list(items: readonly string[]): string;
}

export function formatOf(language: string): Format {
  const moneyOf = ({ amount, currency }: Money, signDisplay: 'auto' | 'exceptZero') => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency, signDisplay });
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  };
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    number: (value, digits = 0) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: 'negative' }).format(
        value,
      ),
    percent: (share) =>
      new Intl.NumberFormat(language, {
        style: 'percent',
        maximumFractionDigits: Math.abs(share) < 0.0995 ? 1 : 0,
      }).format(share),
    money: (money) => moneyOf(money, 'auto'),
    gain: (money) => moneyOf(money, 'exceptZero'),
    major: (value, currency) =>
      new Intl.NumberFormat(language, {
        ...{ style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' },
        ...(Math.abs(value) < 10_000 ? {} : { notation: 'compact' }),
      }).format(value),
    majorGain: (value, currency) =>
      new Intl.NumberFormat(language, { style: 'currency', currency, signDisplay: 'exceptZero' }).format(
        value,
      ),
    time: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    list: (items) => list.format(items),
  };
}
