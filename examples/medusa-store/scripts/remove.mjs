import { environment, hasDatabase, run, secrets, startDatabase } from './place.mjs';

// Takes out of a database all that Armoire made: of the one that the environment or .env names, else of that which
// `npm start` keeps, whose PostgreSQL runs meanwhile.

const remove = (env) =>
  run('@armoire/medusa/.medusa/server/src/install/command.js', ['remove'], env, 'inherit').ended;

async function main() {
  try {
    process.loadEnvFile();
  } catch {
    // There is none.
  }
  if (process.env.DATABASE_URL !== undefined) return await remove(process.env);
  if (!hasDatabase()) {
    console.error('There is no database yet: npm start makes one, or DATABASE_URL names one.');
    return 1;
  }
  const database = await startDatabase().catch(() => undefined);
  if (database === undefined) {
    console.error('PostgreSQL does not start: stop the store first, with Ctrl+C where npm start runs.');
    return 1;
  }
  const { ARMOIRE_SECRET } = secrets();
  const code = await remove({ ...environment('http://localhost'), ARMOIRE_SECRET });
  await database.stop();
  return code;
}

// PostgreSQL from npm ends the process with its own code, 0, where one is only set.
process.exit(await main());
