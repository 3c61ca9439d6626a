import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

const of = (address: string | undefined, forwarded?: string) =>
  addressOf(
    new Request(
      'http://localhost/',
      forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } },
    ),
    address === undefined ? {} : { address },
  );

it.each([
  ['203.0.113.7', undefined, '203.0.113.7'],
  ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['127.0.0.1', '198.51.100.9, 198.51.100.1', '198.51.100.1'],
  ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['::1', undefined, '0:0:0:0'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
  ['2001:db8::6', undefined, '2001:db8:0:0'],
  ['fd00::1', '2001:DB8:a::', '2001:db8:a:0'],
  [undefined, '198.51.100.1', undefined],
])('counts %s, forwarded for %s, as %s', (address, forwarded, expected) => {
  expect(of(address, forwarded)).toBe(expected);
});
