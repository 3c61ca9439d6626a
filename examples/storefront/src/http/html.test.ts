import { expect, test } from 'vitest';
import { html } from './html.ts';

test('escapes what is put in, between tags and in attributes', () => {
  const attack = `<img src=x onerror="alert('1')">&`;
  expect(html`<p title="${attack}">${attack}</p>`.text).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
  );
});

test('keeps markup, joins lists, and leaves out what is not there', () => {
  expect(
    html`<ul>${['a', 'b<'].map((text) => html`<li>${text}</li>`)}${false}${null}${undefined}</ul>${0}`.text,
  ).toBe('<ul><li>a</li><li>b&lt;</li></ul>0');
});
