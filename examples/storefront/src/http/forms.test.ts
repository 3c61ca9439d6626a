import { expect, test } from 'vitest';
import { createSeal } from './cookies.ts';
import { formToken, isFormKey, isFormToken, isOwnForm, newFormKey, readForm } from './forms.ts';

const post = (headers: Record<string, string>) =>
  new Request('http://shop.example/cart/add', {
    method: 'POST',
    headers: { host: 'shop.example', ...headers },
  });

test.each([
  [{}, true],
  [{ origin: 'http://shop.example' }, true],
  [{ origin: 'http://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: 'http://shop.example', 'sec-fetch-site': 'cross-site' }, false],
])('a form sent with %j is the shop’s own: %s', (headers, own) => {
  expect(isOwnForm(post(headers))).toBe(own);
});

test('a form’s token is for one browser and one shop', () => {
  const seal = createSeal('one');
  const [mine, other] = [newFormKey(), newFormKey()];
  expect(isFormKey(mine) && isFormKey(other) && mine !== other).toBe(true);
  expect(isFormKey('short')).toBe(false);
  const token = formToken(seal, mine);
  expect(isFormToken(seal, token, mine)).toBe(true);
  expect(isFormToken(seal, token, other)).toBe(false);
  expect(isFormToken(seal, token, undefined)).toBe(false);
  expect(isFormToken(seal, formToken(createSeal('two'), mine), mine)).toBe(false);
  expect(isFormToken(seal, '', undefined)).toBe(false);
  expect(isFormToken(seal, seal.close({}), undefined)).toBe(false);
});

test('fields are text of some length, or whole numbers', () => {
  const data = new FormData();
  data.append('a', 'x'.repeat(5000));
  data.append('n', '12');
  data.append('bad', '1e9');
  const form = readForm(data);
  expect(form.text('a')).toHaveLength(2000);
  expect(form.text('missing')).toBe('');
  expect([form.number('n'), form.number('bad'), form.number('missing')]).toEqual([12, 0, 0]);
  expect(form.names()).toEqual(['a', 'n', 'bad']);
});
