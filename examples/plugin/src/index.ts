import { definePlugin } from '@armoire/core';
import { articles } from './articles.ts';
import { boltzmann } from './boltzmann.ts';
import { market } from './market.ts';
import { reduced } from './reduced.ts';

export default definePlugin({
  name: 'example',
  policies: {
    boltzmann: ({ temperature }) => boltzmann(typeof temperature === 'number' ? temperature : undefined),
  },
  sources: { reduced: () => reduced() },
  // Other shops are on other platforms.
  storeFront: ({ id }) => (id === 'three-lamps' ? market(articles) : undefined),
});
