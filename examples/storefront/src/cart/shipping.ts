/** Where the shop delivers, what that costs, and from which value of goods it costs nothing. Cents, with tax. */
const rates = {
  DE: { fee: 490, free: 6000 },
  AT: { fee: 890, free: 9000 },
  NL: { fee: 890, free: 9000 },
  FR: { fee: 990, free: 12000 },
} as const;

export type Country = keyof typeof rates;

export const countries = Object.keys(rates) as readonly Country[];

export const isCountry = (value: string): value is Country => Object.hasOwn(rates, value);

/** The shop's own country, which is counted with until another is chosen. */
export const home: Country = 'DE';

/** From which value of goods delivery costs nothing, in cents. */
export const freeFrom = (country: Country): number => rates[country].free;

/** What delivery costs, in cents with tax; `goods` in cents. Nothing costs nothing to deliver. */
export function shippingOf(goods: number, country: Country): number {
  const { fee, free } = rates[country];
  return goods === 0 || goods >= free ? 0 : fee;
}
