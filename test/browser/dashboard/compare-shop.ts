import { manualClock, seededEntropy } from '@armoire/core';
import { type Armoire, allScopes, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import { bundle } from './bundle.ts';
import { emailOf, password, roles } from './shop.ts';

const minute = 60_000;
const rounds = 640;
/** One of so many rounds is of the point whose log is too small. */
const few = 16;
const publicKey = 'pk_of_the_compared_shop';

const choice = {
  kind: 'choice',
  actions: ['plain', 'bright'],
  reward: { wait: '1m' },
  steady: '0s',
} as const;

export interface ComparedShop {
  readonly url: string;
  readonly armoire: Armoire;
  close(): Promise<void>;
}

/** A real server with three logs: of a policy that explores, of a deterministic one, and one that is small. */
export async function openComparedShop(): Promise<ComparedShop> {
  const clock = manualClock(Date.now() - (rounds + 20) * minute);
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      shops: [
        {
          id: 'lamps',
          currency: 'EUR',
          keys: { public: publicKey },
          points: {
            banner: { ...choice, policy: 'uniform' },
            settled: { ...choice, policy: 'greedy' },
            young: { ...choice, policy: 'uniform' },
          },
        },
      ],
    },
    {
      clock,
      entropy: seededEntropy(7),
      log: silentLog,
      jobs: false,
      dashboard: { files: await bundle() },
    },
  );
  const { access } = merchantGateway(armoire.shop());
  const owner = { name: 'the test', scopes: allScopes };
  for (const role of roles) await access.addUser({ email: emailOf(role), role, password }, owner);
  await visits(armoire, clock);
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

/** Shoppers who click what is bright in six of eight rounds, and what is plain in two. */
function likes(action: string, round: number): boolean {
  return action === 'bright' ? round % 8 < 6 : round % 8 < 2;
}

async function visits(armoire: Armoire, clock: ReturnType<typeof manualClock>): Promise<void> {
  const shop = armoire.shop();
  for (let round = 0; round < rounds; round++) {
    const points = ['banner', 'settled', ...(round % few === 0 ? ['young'] : [])];
    const asked = points.map(
      (point) => `${point}: choice(point: "${point}", visitor: { shopper: "s${round}" }) { token action }`,
    );
    const response = await armoire.handler(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey },
        body: JSON.stringify({ query: `{ ${asked.join(' ')} }` }),
      }),
    );
    const { data } = (await response.json()) as {
      data: Readonly<Record<string, { readonly token: string; readonly action: string }>>;
    };
    const events = Object.entries(data).map(([point, { token, action }]) => ({
      id: `${point}-${round}`,
      kind: likes(action, round) ? 'click' : 'impression',
      at: clock.now(),
      action,
      token,
    }));
    await shop.ingest(events, 'browser');
    clock.advance(minute);
    if (round % 50 === 49) await armoire.runDue();
  }
  clock.advance(10 * minute);
  await armoire.runDue();
  await shop.settled();
}
