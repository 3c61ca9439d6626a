/** Stock codes of this shop that stand for no article, with what they stand for. */
const services: Readonly<Record<string, string>> = {
  POST: 'postage',
  DOT: 'postage',
  C2: 'carriage',
  C3: 'carriage',
  M: 'entered by hand',
  D: 'discount',
  S: 'samples',
  B: 'bad debt adjusted',
  ADJUST: 'adjustment by hand',
  ADJUST2: 'adjustment by hand',
  'BANK CHARGES': 'bank charges',
  AMAZONFEE: 'marketplace fee',
  CRUK: 'commission to a charity',
  PADS: 'pads given with cushions',
  GIFT: 'gift voucher',
};

/** What a code stands for when it is no article; undefined for articles. The code is in upper case. */
export function serviceOf(code: string): string | undefined {
  const known = services[code];
  if (known !== undefined) return known;
  if (code.startsWith('GIFT_')) return 'gift voucher';
  return /^TEST\d*$/.test(code) ? 'test' : undefined;
}
