import { type Country, countries, isCountry } from '../cart/index.ts';

/** Where an order goes. */
export interface Address {
  readonly name: string;
  readonly email: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  readonly country: Country;
  readonly note: string;
}

export type AddressField = keyof Address;
export type AddressFault = 'missing' | 'long' | 'email' | 'postcode' | 'country';

/** As a form sends it. */
export type AddressInput = Readonly<Record<AddressField, string>>;

export const addressFields: readonly AddressField[] = [
  'name',
  'email',
  'street',
  'postcode',
  'town',
  'country',
  'note',
];

/** What fits on a label. */
const longest: Readonly<Record<AddressField, number>> = {
  name: 80,
  email: 120,
  street: 80,
  postcode: 10,
  town: 60,
  country: 2,
  note: 200,
};

const postcodes: Readonly<Record<Country, RegExp>> = {
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  NL: /^[1-9]\d{3} ?[A-Z]{2}$/i,
  FR: /^\d{5}$/,
};

/** Only what is certainly wrong is refused: whether an address is somebody's, only a letter can tell. */
const email = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

export const emptyAddress: AddressInput = {
  name: '',
  email: '',
  street: '',
  postcode: '',
  town: '',
  country: countries[0] ?? '',
  note: '',
};

function faultOf(field: AddressField, value: string, country: string): AddressFault | undefined {
  if (field === 'note') return value.length > longest.note ? 'long' : undefined;
  if (value === '') return 'missing';
  if (field === 'country') return isCountry(value) ? undefined : 'country';
  if (value.length > longest[field]) return 'long';
  if (field === 'email') return email.test(value) ? undefined : 'email';
  if (field === 'postcode' && isCountry(country) && !postcodes[country].test(value)) return 'postcode';
  return undefined;
}

/** An address that can be delivered to, or what is wrong with each field. */
export function readAddress(
  input: AddressInput,
): { readonly address: Address } | { readonly faults: ReadonlyMap<AddressField, AddressFault> } {
  const tidy = Object.fromEntries(
    addressFields.map((field) => [field, input[field].replace(/\p{Cc}+/gu, ' ').trim()]),
  ) as AddressInput;
  const faults = new Map(
    addressFields.flatMap((field) => {
      const fault = faultOf(field, tidy[field], tidy.country);
      return fault === undefined ? [] : [[field, fault] as const];
    }),
  );
  const { country } = tidy;
  return faults.size === 0 && isCountry(country) ? { address: { ...tidy, country } } : { faults };
}
