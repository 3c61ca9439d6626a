import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, place, run, secrets, startDatabase } from './place.mjs';

// Brings up a PostgreSQL from npm, prepares the store on first use, and starts it.

const port = Number(process.env.PORT ?? 9000);
const say = (line) => console.log(`  ${line}`);

function medusa(env, ...args) {
  const { child, ended } = run('@medusajs/cli/cli.js', args, env, ['ignore', 'pipe', 'inherit']);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    if (args[0] === 'start' && process.env.DEBUG) process.stdout.write(text);
  });
  return { child, ended, said: () => said };
}

async function must(env, ...args) {
  const { ended, said } = medusa(env, ...args);
  if ((await ended) !== 0) throw new Error(`medusa ${args.join(' ')} failed:\n${said().slice(-3000)}`);
}

say('starting PostgreSQL …');
const database = await startDatabase();
const stop = async (code) => {
  await database.stop();
  process.exit(code);
};
try {
  const { ARMOIRE_SECRET, ADMIN_PASSWORD } = secrets();
  const here = `http://localhost:${port}`;
  const env = { ...environment(here), PORT: String(port) };
  const ready = join(place, 'ready');
  if (!existsSync(ready)) {
    say('first use: making the tables …');
    await must(env, 'db:migrate');
    say('filling the shelves, and sixty orders of the past …');
    await must(env, 'exec', './src/scripts/seed.ts');
    writeFileSync(ready, '');
  }
  if (!existsSync('public/admin/index.html')) {
    say('first use: building the admin …');
    await must({ ...env, ARMOIRE_SECRET }, 'build', '--admin-only');
    // Where `medusa start` looks for it.
    cpSync('.medusa/admin', 'public/admin', { recursive: true });
  }
  say('starting the store …');
  const store = medusa({ ...env, ARMOIRE_SECRET, MEDUSA_ADMIN: 'on' }, 'start');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => store.child.kill('SIGTERM'));
  let ended = false;
  void store.ended.then(() => {
    ended = true;
  });
  while (
    !ended &&
    !(await fetch(`${here}/health`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise((done) => setTimeout(done, 200));
  if (ended) throw new Error(`The store ended:\n${store.said().slice(-3000)}`);
  console.log(`
  The shop       ${here}/shop
  The admin      ${here}/app/armoire, as admin@example.com with the password ${ADMIN_PASSWORD}

  Ctrl+C stops it.`);
  await store.ended;
  await stop(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
