import { definePlugin, manualClock, type StoreFront, seededEntropy, uniform } from '@armoire/core';
import { type Armoire, allScopes, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import { bundle } from './bundle.ts';
import { emailOf, password, roles } from './shop.ts';

const publicKey = 'pk_of_the_troubled_shop';

const platform: StoreFront = {
  capabilities: { writesPrices: false, knowsCost: true, nativeRecommendations: false, catalog: 'pull' },
  // biome-ignore lint/correctness/useYield: it breaks off before its first batch
  async *catalog() {
    throw new Error('The platform is down');
  },
};
const fails = (): never => {
  throw new Error('It cannot decide');
};
const acme = definePlugin({
  name: 'acme',
  storeFront: () => platform,
  policies: {
    broken: () => ({ ...uniform(), slate: fails }),
  },
});

export interface TroubledShop {
  readonly url: string;
  readonly armoire: Armoire;
  close(): Promise<void>;
}

/** A real server whose platform does not answer, and one of whose policies breaks. */
export async function openTroubledShop(): Promise<TroubledShop> {
  const clock = manualClock(Date.now());
  const choice = { kind: 'choice', actions: ['plain', 'bright'] } as const;
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      plugins: [acme],
      shops: [
        {
          id: 'lamps',
          currency: 'EUR',
          keys: { public: publicKey },
          points: { banner: { ...choice, policy: 'acme/broken' }, badge: choice },
        },
      ],
    },
    { clock, entropy: seededEntropy(7), log: silentLog, jobs: false, dashboard: { files: await bundle() } },
  );
  const { access } = merchantGateway(armoire.shop());
  const owner = { name: 'the test', scopes: allScopes };
  for (const role of roles) await access.addUser({ email: emailOf(role), role, password }, owner);
  for (let visit = 0; visit < 3; visit++) {
    const query = `{ ${['banner', 'badge'].map((point) => `${point}: choice(point: "${point}", visitor: { shopper: "s${visit}" }) { action }`).join(' ')} }`;
    await armoire.handler(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey },
        body: JSON.stringify({ query }),
      }),
    );
  }
  await armoire.runDue();
  const server = await listen(armoire.handler, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${server.port}`,
    armoire,
    async close() {
      await server.stop(0);
      await armoire.close();
    },
  };
}
