import { definePlugin } from '@armoire/core';
import { boltzmann } from './boltzmann.ts';
import { reduced } from './reduced.ts';

export default definePlugin({
  name: 'example',
  policies: {
    boltzmann: ({ temperature }) => boltzmann(typeof temperature === 'number' ? temperature : undefined),
  },
  sources: { reduced: () => reduced() },
});
