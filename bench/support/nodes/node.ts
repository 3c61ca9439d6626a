import { createInterface } from 'node:readline';
import { fromFixed, Sums } from '@armoire/core';
import { createArmoire, type Log, listen } from '@armoire/server';
import { probePoint } from './shop.ts';
import { digest, sumsInMemory } from './sums.ts';

/**
 * One of several servers on one database: `node node.ts CONFIG` with the configuration as JSON. Tells on its standard
 * output when it is ready, when it begins to learn for the shop, how many samples of the probe's point it knows as
 * soon as it does; and, asked for it on its standard input, the digest of all that it has learned.
 */
const often = 2;

const tell = (...words: readonly (string | number)[]) => process.stdout.write(`${words.join(' ')}\n`);
const now = () => performance.timeOrigin + performance.now();
const complain = (fields: object, message: string) => console.error(message, fields);
const log: Log = {
  debug: (fields) => {
    if ('term' in fields) tell('leads', now());
  },
  info() {},
  warn: complain,
  error: complain,
};

const armoire = await createArmoire(JSON.parse(process.argv[2] ?? '{}'), { log });
const { engine } = armoire.shop();

function probes(): number {
  const { policy } = engine.points[probePoint] ?? {};
  const state = policy && engine.learned.state(probePoint, policy);
  if (!(state instanceof Sums)) return 0;
  let count = 0;
  for (const { values } of state.rows()) count += fromFixed(values[0] ?? 0);
  return count;
}

let known = -1;
const watch = setInterval(() => {
  const count = probes();
  if (count !== known) tell('learned', count, now());
  known = count;
}, often);

const asked = createInterface({ input: process.stdin });
asked.on('line', () => tell('digest', digest(sumsInMemory(engine))));

const listening = await listen(armoire.handler, 0, '127.0.0.1');
tell('ready', listening.port, now());
process.once('SIGTERM', async () => {
  clearInterval(watch);
  asked.close();
  await listening.stop();
  await armoire.close();
});
