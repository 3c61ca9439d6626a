import { ArmoireError, type Money, minorDigits } from '@armoire/protocol';

/** Making a formatter costs fifty times what using it does; a client's locales must not fill the memory. */
const formats = new Map<string, Intl.NumberFormat>();
const most = 200;

function formatOf(locale: string | undefined, currency: string): Intl.NumberFormat {
  const key = `${locale ?? ''} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const made = make(locale, currency);
  if (formats.size >= most) formats.clear();
  formats.set(key, made);
  return made;
}

function make(locale: string | undefined, currency: string): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency });
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', `"${locale}" is not a locale`, {
      fix: 'Use a BCP 47 tag such as de-AT.',
      path: 'locale',
      cause,
    });
  }
}

/** The form that a shopper reads; the platform's own language when `locale` is absent. */
function formatted({ amount, currency }: Money, locale: string | undefined): string {
  return formatOf(locale, currency).format(amount / 10 ** minorDigits(currency));
}

/** @param localeOf the language of a request, where the query names none */
export function moneyResolvers<Context>(localeOf: (context: Context) => string | undefined) {
  return {
    formatted: (money: Money, { locale }: { locale?: string | null }, context: Context) =>
      formatted(money, locale ?? localeOf(context)),
  };
}
