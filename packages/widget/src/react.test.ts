import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ArmoireChoice, ArmoirePrice, ArmoireShelf, useArmoire } from './react.ts';

it('renders a shelf on a server: the tag, its attributes, and the children as the fallback', () => {
  const shelf = createElement(
    ArmoireShelf,
    {
      point: 'product.related',
      product: 'linen "x"',
      count: 4,
      layout: 'grid',
      cart: ['a', 'b'],
      heading: '',
      labelSoldOut: 'Gone',
      category: undefined,
      className: 'wide',
      style: { '--armoire-gap': '2rem' },
      onReady: () => {},
    },
    createElement('p', null, 'Our bestsellers'),
  );
  expect(renderToString(shelf)).toBe(
    '<armoire-shelf point="product.related" product="linen &quot;x&quot;" count="4" layout="grid" cart="a,b" ' +
      'heading="" label-sold-out="Gone" class="wide" style="--armoire-gap:2rem"><p>Our bestsellers</p></armoire-shelf>',
  );
});

it('renders prices and choices', () => {
  expect(renderToString(createElement(ArmoirePrice, { product: 'x', variant: 'v' }, '€19.99'))).toBe(
    '<armoire-price product="x" variant="v">€19.99</armoire-price>',
  );
  const banner = createElement('a', { 'data-action': 'plain', href: '/' }, 'Free shipping');
  expect(renderToString(createElement(ArmoireChoice, { point: 'home.banner' }, banner))).toBe(
    '<armoire-choice point="home.banner"><a data-action="plain" href="/">Free shipping</a></armoire-choice>',
  );
});

it('sets nothing up on a server', () => {
  const Layout = () => {
    useArmoire({ url: 'https://armoire.example', key: 'pk_1', consent: 'granted' });
    return createElement('main');
  };
  expect(renderToString(createElement(Layout))).toBe('<main></main>');
  expect(globalThis).not.toHaveProperty('Armoire');
});
