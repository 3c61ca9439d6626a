import { startPostgres } from '../postgres.ts';
import { trial } from './trial.ts';

/** One trial as a process of its own: `node main.ts SETTING` with the setting as JSON; prints the outcome as JSON. */
const postgres = await startPostgres();
try {
  const setting = { ...JSON.parse(process.argv[2] ?? '{}'), say: (text: string) => console.error(text) };
  console.log(JSON.stringify(await trial(postgres, setting)));
} finally {
  await postgres.stop();
}
