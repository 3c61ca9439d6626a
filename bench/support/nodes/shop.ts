import type { ArmoireConfig } from '@armoire/server';
import { publicKey, secretKey } from '../shop-process.ts';

export const shopId = 'bench';
/** The point whose clicks measure the lag. */
export const probePoint = 'probe';
export const productCount = 200;
/** Net of nothing: the load's shop has no tax. */
export const priceOf = (product: number) => 1000 + product * 10;

/**
 * A shop that learns of everything there is within seconds: shelves, prices and choices, whose waits end during the
 * run rather than after days.
 */
export function nodeConfig(storage: string): ArmoireConfig {
  const reward = { wait: '3s' };
  return {
    shops: [
      {
        id: shopId,
        currency: 'EUR',
        keys: { public: publicKey, secret: secretKey },
        points: {
          'home.featured': { kind: 'shelf', sources: ['trending', 'popular', 'newest'], reward },
          price: { kind: 'price', slot: '30s', guard: { largestStep: 0.5 }, reward },
          banner: {
            kind: 'choice',
            actions: ['summer', 'winter', 'sale'],
            policy: { name: 'thompson-bernoulli' },
            reward,
          },
          [probePoint]: {
            kind: 'choice',
            actions: ['a', 'b'],
            policy: { name: 'thompson-bernoulli' },
            reward: { wait: '1h' },
          },
        },
      },
    ],
    tokens: { secret: 'a secret of the benchmark, long enough' },
    storage,
    log: 'warn',
  };
}
