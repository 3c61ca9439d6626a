import { expect, test } from 'vitest';
import { textOf } from './html.ts';

test.each([
  ['<p>Soft &amp; <b>warm</b></p><p>Wool</p>', 'Soft & warm\nWool'],
  ['one<br/>two', 'one\ntwo'],
  ['a <!-- b > c --> d', 'a d'],
  ['a<script>if (1 < 2) alert("<p>")</script>b<STYLE>p{}</STYLE>c', 'abc'],
  ['3 < 4 > 2', '3 < 4 > 2'],
  ['&#163;5 &#xe9; &nbsp;&unknown; &#0; &#99999999;', '£5 é &unknown; &#0; &#99999999;'],
  ['an <b open', 'an'],
  ['<!-- never closed', ''],
])('%s', (html, text) => {
  expect(textOf(html)).toBe(text);
});

test('stays linear on hostile markup', () => {
  const start = performance.now();
  textOf('<'.repeat(200_000) + '<a '.repeat(50_000) + '&'.repeat(200_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
