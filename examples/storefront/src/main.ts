import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listen } from '@armoire/server';
import { openArmoire } from './armoire.ts';
import { Assets } from './assets.ts';
import { articles } from './catalog/index.ts';
import { createSeal } from './http/cookies.ts';
import { cache, readOptions } from './options.ts';
import { Orders, ordersFile } from './orders.ts';
import { Shop } from './shop.ts';
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

async function start(): Promise<void> {
  const options = readOptions(process.env);
  say('Fennel & Flint, a shop that decides with Armoire');
  mkdirSync(cache, { recursive: true });
  const script = await widgetScript(say);
  // A URL may hold a password.
  say(`opening ${options.storage.replace(/\/\/[^@/]*@/, '//')}`);
  const armoire = await openArmoire(options, script);
  const orders = new Orders(ordersFile(options.storage));
  await armoire.publishAll((variant) => orders.sold(variant));
  say(`${articles.length} things are in the catalogue`);
  const shop = new Shop({ armoire, orders, assets: new Assets(), seal: createSeal(cartSecret()) });
  const server = await listen((request) => shop.handle(request), options.port, options.host).catch(
    async (error: unknown) => {
      await armoire.close();
      throw error;
    },
  );

  const here = `http://${options.host === '127.0.0.1' || options.host === '0.0.0.0' ? 'localhost' : options.host}:${server.port}`;
  console.log(`
  The shop              ${here}
  Its log of decisions  ${here}/admin
  GraphQL explorer      ${here}/graphql

  Ctrl+C stops it.`);

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('finishing what was begun …');
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
