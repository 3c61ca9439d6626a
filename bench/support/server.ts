import { createArmoire, listen } from '@armoire/server';

/**
 * A server of one shop in a process of its own, as a shop would run it: `node server.ts CONFIG` with the configuration
 * as JSON. Prints `ready PORT` once it answers, and stops in good order on SIGTERM.
 */
const config = JSON.parse(process.argv[2] ?? '{}');
const started = performance.now();
const armoire = await createArmoire(config);
const listening = await listen(armoire.handler, 0, '127.0.0.1');
console.log(`ready ${listening.port} ${Math.round(performance.now() - started)}`);
process.once('SIGTERM', async () => {
  await listening.stop();
  await armoire.close();
});
