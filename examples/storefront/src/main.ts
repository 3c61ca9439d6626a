import { createHash, randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { simulatedPrefix } from '@armoire/evaluation';
import { listen } from '@armoire/server';
import { openArmoire } from './armoire.ts';
import { Assets } from './assets.ts';
import { articles } from './catalog/index.ts';
import { dashboardFiles } from './dashboard-files.ts';
import { demoLogin, isLocal, welcome } from './demo-login.ts';
import { createSeal } from './http/cookies.ts';
import { cache, readOptions } from './options.ts';
import { OrderBook, ordersFile, Teller } from './orders/index.ts';
import { shoppersPage } from './routes/shoppers.ts';
import { Shop } from './shop.ts';
import { diskOf, Memory, SimulatedShoppers, worldFile } from './simulated/index.ts';
import { widgetScript } from './widget-script.ts';

/** Opens the demo shop; `npm start` runs this. */

const say = (line: string) => console.log(`  ${line}`);

/** The secret that seals carts: made once, so that carts outlive a restart. */
function cartSecret(): string {
  const file = resolve(cache, 'cart-secret');
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return createHash('sha256').update(readFileSync(file, 'utf8')).digest('base64url');
}

/** Letters and digits that nobody mistakes for one another. */
const signs = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

const run = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('');

/** Fifteen of thirty signs: as hard to guess as 73 bits. */
const newPassword = () => `${run()}-${run()}-${run()}`;

/** An id that can be read out over the telephone, and not be guessed. */
function newId(): string {
  return `FF-${run()}-${run()}`;
}

async function start(): Promise<void> {
  const options = readOptions(process.env);
  say('Fennel & Flint, a shop that decides with Armoire');
  mkdirSync(cache, { recursive: true });
  const script = await widgetScript(say);
  const files = await dashboardFiles(say);
  const login = isLocal(options.host) ? demoLogin(resolve(cache, 'demo-password'), newPassword) : undefined;
  // A URL may hold a password.
  say(`opening ${options.storage.replace(/\/\/[^@/]*@/, '//')}`);
  const book = new OrderBook(ordersFile(options.storage));
  const armoire = await openArmoire(
    options,
    script,
    {
      files,
      simulated: { page: shoppersPage, prefix: simulatedPrefix },
      ...(login && { demoLogin: { email: login.email, password: login.password } }),
    },
    book.sold,
  );
  if (login !== undefined) await welcome(armoire, login);
  await armoire.publish();
  const teller = new Teller(book, armoire);
  await teller.tell().catch((error: unknown) => console.error(error));
  await armoire.warmUp();
  say(`${articles.length} things are in the catalogue`);
  const shoppers = new SimulatedShoppers({
    shop: armoire,
    pace: options.shoppers,
    seed: options.seed,
    memory: new Memory(worldFile(options.storage)),
    disk: diskOf(options.storage, options.disk, (before) => armoire.clear(before)),
    wall: Date.now,
    sleep: (time) => sleep(time),
    failed: (error) => console.error(error),
  });
  const shop = new Shop({
    armoire,
    book,
    teller,
    shoppers,
    assets: new Assets(),
    seal: createSeal(cartSecret()),
    now: Date.now,
    newId,
    patience: options.patience,
  });
  const server = await listen((request) => shop.handle(request), options.port, options.host).catch(
    async (error: unknown) => {
      await shoppers.stop();
      await armoire.close();
      throw error;
    },
  );

  const here = `http://${options.host === '127.0.0.1' || options.host === '0.0.0.0' ? 'localhost' : options.host}:${server.port}`;
  console.log(`
  The shop              ${here}
  Its dashboard         ${here}/admin
  ${login === undefined ? 'No login is made where others reach it: see armoire users add' : `to log in             ${login.email}, ${login.password}`}
  GraphQL explorer      ${here}/graphql
  Simulated shoppers    ${here}${shoppersPage} (${options.shoppers})

  Ctrl+C stops it.`);

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('finishing what was begun …');
    await shoppers.stop();
    await server.stop(3000);
    await armoire.close();
    say('closed.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

/** What to do about an error of the start, as far as it is known. */
function adviceOn(error: unknown): string {
  const taken = (error as { cause?: { code?: string } }).cause?.code === 'EADDRINUSE';
  if (taken) return 'Another program listens there. Stop it, or choose another port: PORT=4401 npm start';
  return (error as { fix?: string }).fix ?? '';
}

try {
  await start();
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}`);
  const advice = adviceOn(error);
  if (advice !== '') console.error(`  ${advice}`);
  if (process.env.DEBUG) console.error(error);
  process.exitCode = 1;
}
