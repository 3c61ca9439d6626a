import { readdirSync } from 'node:fs';
import { type Benchmark, CannotRun, type Report } from './support/report.ts';

/**
 * `npm run bench -- NAME [--quick]`: runs one benchmark and prints its table and, as the last line, one JSON object.
 * Exits with 0 when all bars hold, 1 when one falls short, 2 when it could not run.
 */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.replace(/\.ts$/, ''));

const args = process.argv.slice(2);
const name = args.find((arg) => !arg.startsWith('-')) ?? '';
const unknown = args.filter((arg) => arg !== name && arg !== '--quick');

// PostgreSQL from npm ends the process with its own code, 0, where one is only set.
process.exit(await main());

async function main(): Promise<number> {
  if (!names.includes(name) || unknown.length > 0) {
    console.error(`usage: npm run bench -- NAME [--quick]\nbenchmarks: ${names.join(', ')}`);
    return 2;
  }
  try {
    const { run } = (await import(`./${name}.ts`)) as { run: Benchmark };
    return print(await run({ quick: args.includes('--quick'), say: (text) => console.log(text) }));
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    console.error(error.message);
    console.log(JSON.stringify({ bench: name, figures: {}, bars: [], holds: false }));
    return 2;
  }
}

function print({ figures, bars }: Report): number {
  console.log('');
  for (const [figure, value] of Object.entries(figures))
    console.log(`${figure.padEnd(44)} ${rounded(value)}`);
  console.log('');
  for (const { name: bar, value, bar: bound, holds } of bars) {
    console.log(`${holds ? 'holds' : 'SHORT'}  ${bar}: ${rounded(value)} (bar ${rounded(bound)})`);
  }
  const holds = bars.every((bar) => bar.holds);
  console.log(JSON.stringify({ bench: name, figures, bars, holds }));
  return holds ? 0 : 1;
}

function rounded(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(4)));
}
