import type { Money } from '../api/types.ts';

/** Numbers, money and times as a language writes them. */
export interface Format {
  number(value: number, digits?: number): string;
  percent(share: number): string;
  money(money: Money): string;
  /** Money as briefly as it goes. */
  about(money: Money): string;
  /** Major units, without cents where there are none. */
  major(value: number, currency: string): string;
  /** Minor units of one; those of a currency with cents where none is known. */
  unit(currency: string | undefined): number;
  /** With the sign, also of gains. */
  gain(money: Money): string;
  /** A day with its time. */
  time(at: string | number): string;
  day(at: string | number): string;
  list(items: readonly string[]): string;
}

export function formatOf(language: string): Format {
  const moneys = new Map<string, (amount: number) => string>();
  const moneyOf = (currency: string, signDisplay: 'auto' | 'exceptZero') => {
    const name = `${currency} ${signDisplay}`;
    let write = moneys.get(name);
    if (write === undefined) {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency, signDisplay });
      const unit = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
      write = (amount) => format.format(amount / unit);
      moneys.set(name, write);
    }
    return write;
  };
  const numbers = Array.from(
    { length: 5 },
    (_, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }),
  );
  const percents = [0, 1].map(
    (digits) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }),
  );
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    number: (value, digits = 0) => (numbers[digits] ?? numbers[0])?.format(value) ?? '',
    percent: (share) => percents[Math.abs(share) < 0.0995 ? 1 : 0]?.format(share) ?? '',
    money: ({ amount, currency }) => moneyOf(currency, 'auto')(amount),
    about: ({ amount, currency }) => {
      const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
      }).resolvedOptions();
      const brief = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(language, { style: 'currency', currency, ...brief }).format(
        amount / 10 ** digits,
      );
    },
    major: (value, currency) =>
      new Intl.NumberFormat(language, {
        ...{ style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' },
        ...(Math.abs(value) < 10_000 ? {} : { notation: 'compact' }),
      }).format(value),
    unit: (currency = 'EUR') =>
      10 **
      (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
        2),
    gain: ({ amount, currency }) => moneyOf(currency, 'exceptZero')(amount),
    time: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    list: (items) => list.format(items),
  };
}
