import { day } from '@armoire/protocol';
import { createArmoire, listen, systemClock } from '@armoire/server';
import { rules } from './busy-rules.ts';
import { type BusyShop, fill } from './busy-shop.ts';
import { answerParent } from './child.ts';
import { questions } from './questions.ts';
import { publicKey, secretKey } from './shop-process.ts';

/** A shop with the points and settings of one that configures nothing, filled, in a process of its own. */
const { storage, ...busy } = JSON.parse(process.argv[2] ?? '{}') as BusyShop & { readonly storage: string };
let ahead = 0;
const clock = { ...systemClock, now: () => Date.now() + ahead };
const armoire = await createArmoire(
  {
    shops: [{ id: 'bench', currency: 'EUR', keys: { public: publicKey, secret: secretKey } }],
    tokens: { secret: 'a secret of the benchmark, long enough' },
    storage,
    log: 'warn',
  },
  { clock },
);
const shop = armoire.shop();
await fill(shop, busy, Date.now());
await shop.settled();
// Not until every list is made that was asked for: those come behind the answers, in a shop as here.
while ((shop.text?.size ?? busy.products) < busy.products)
  await new Promise((resolve) => setTimeout(resolve, 50));
await armoire.warmUp();
const tokens = Array.from({ length: busy.shoppers }, (_, i) => shop.shoppers.sign(`s${i}`).token);
const listening = await listen(armoire.handler, 0, '127.0.0.1');

/** How many decisions of any kind were made. */
const made = () =>
  shop.tally.counts
    .filter(({ name }) => name.startsWith('decisions.'))
    .reduce((sum, { count }) => sum + count, 0);
/** Questions in process, and those of them for which a price was decided, too. */
const asked = { all: 0, priced: 0 };

/** Milliseconds of each of so many questions, one after another, through the handler itself. */
async function inProcess(count: number, seed: number): Promise<number[]> {
  const times: number[] = [];
  for await (const { headers, body } of questions({ products: busy.products, tokens }, seed)) {
    const before = made();
    const started = performance.now();
    const response = await armoire.handler(
      new Request('http://shop.example/graphql', { method: 'POST', headers, body }),
    );
    const text = await response.text();
    times.push(performance.now() - started);
    if (!text.includes('"token":"')) throw new Error(`no decision: ${text.slice(0, 300)}`);
    asked.all++;
    if (made() > before + 1) asked.priced++;
    // As between two requests over HTTP: what waits for its turn gets it.
    await new Promise((resolve) => setImmediate(resolve));
    if (times.length === count) return times;
  }
  return times;
}

/** Goes on in the next day, when what a shop does at night is done; milliseconds by which its time is ahead. */
async function turnDay(): Promise<number> {
  const now = clock.now();
  ahead += (Math.floor(now / day) + 1) * day - now;
  await armoire.runDue();
  await shop.settled();
  return ahead;
}

/** Has so many rules at work from now on. */
async function useRules(count: number): Promise<void> {
  const { version } = await shop.rules.current();
  await shop.rules.save(version, rules(count), 'measured', 'bench');
}

answerParent(
  { port: listening.port, tokens },
  {
    inProcess: ([count, seed]) => inProcess(count ?? 0, seed ?? 0),
    turnDay: async () => [await turnDay()],
    /** The share for which a price was decided, too. */
    priced: async () => [asked.priced / asked.all],
    rules: async ([count]) => {
      await useRules(count ?? 0);
      return [];
    },
    stop: async () => {
      await listening.stop();
      await armoire.close();
      return [];
    },
  },
);
