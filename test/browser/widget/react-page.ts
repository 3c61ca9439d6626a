import { ArmoireChoice, ArmoirePrice, ArmoireShelf, useArmoire } from '@armoire/widget/react';
import { createElement as h, StrictMode, useState } from 'react';

export interface Told {
  readonly what: string;
  readonly detail: object;
}

export interface PageProps {
  readonly url: string;
  readonly apiKey: string;
  readonly tell?: (told: Told) => void;
}

/** A page of a shop in React, rendered on its server and taken over in the browser. */
function Page({ url, apiKey, tell }: PageProps) {
  useArmoire({ url, key: apiKey, consent: 'denied', situation: { values: { market: 'DE' } } });
  const [product, setProduct] = useState('x1');
  const on = (what: string) => (detail: object) => tell?.({ what: `${what} of ${product}`, detail });
  return h(
    'main',
    null,
    h('button', { type: 'button', id: 'other', onClick: () => setProduct('x2') }, 'Another'),
    h(
      ArmoireShelf,
      {
        point: 'product.related',
        product,
        count: 3,
        layout: 'grid',
        className: 'wide',
        onReady: on('ready'),
        onShown: on('shown'),
        onClick: on('click'),
        onError: on('error'),
      },
      h('p', null, 'Our bestsellers'),
    ),
    h(ArmoirePrice, { product }, '€19.99'),
    h(
      ArmoireChoice,
      { point: 'home.banner', onClick: on('banner') },
      h('a', { 'data-action': 'plain', href: '#plain' }, 'Free shipping'),
      h('a', { 'data-action': 'sale', href: '#sale' }, 'Up to a third off'),
    ),
  );
}

export const page = (props: PageProps) => h(StrictMode, null, h(Page, props));
