import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { atMost, type Benchmark, CannotRun, dataFile } from './support/report.ts';
import { startShop } from './support/shop-process.ts';

const million = 1_000_000;
const products = 4000;
/** Linux tells KiB. */
const kibibyte = 1024;
const megabyte = 1e6;

/**
 * The import of online-retail by the CLI: time, and the peak of its resident memory (as Linux tells it). Then the
 * start of a server with a million events in its log, after an orderly stop and after a kill. Needs no quick form.
 */
export const run: Benchmark = async ({ say }) => {
  const data = dataFile('online-retail/online_retail.csv.gz');
  if (process.platform !== 'linux')
    throw new CannotRun('Peak memory is read from /proc, which only Linux has.');
  const folder = mkdtempSync(join(tmpdir(), 'armoire-import-'));
  try {
    say('importing online-retail');
    const imported = await importFile(folder, 'GBP', 'retail.db', 'online-retail', data);
    say('importing a million events');
    const events = join(folder, 'million.jsonl');
    await writeMillion(events);
    await importFile(folder, 'EUR', 'million.db', 'json', events);
    const url = `sqlite:${join(folder, 'million.db')}`;
    const starts: number[] = [];
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const shop = await startShop(url);
      starts.push(shop.startTime);
      await shop.stop(signal);
    }
    const [first = 0, afterKill = 0] = starts;
    return {
      figures: {
        'import of online-retail, seconds': imported.seconds,
        'peak memory of the import, MB': imported.peak,
        'start with a million events, ms': first,
        'start after a kill, ms': afterKill,
      },
      bars: [
        atMost('import of online-retail, seconds', imported.seconds, 90),
        atMost('peak memory of the import, MB', imported.peak, 600),
        atMost('start with a million events, ms', Math.max(first, afterKill), 3000),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function importFile(folder: string, currency: string, database: string, format: string, file: string) {
  const config = join(folder, `${database}.json`);
  writeFileSync(
    config,
    JSON.stringify({ shops: [{ id: 'bench', currency }], storage: `sqlite:${join(folder, database)}` }),
  );
  const cli = new URL('../packages/server/src/cli/main.ts', import.meta.url).pathname;
  const args = [
    '--conditions=armoire-source',
    cli,
    'import',
    '--config',
    config,
    '--format',
    format,
    '--json',
    file,
  ];
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const peak = watchMemory(child);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peak: (peak() * kibibyte) / megabyte };
}

/** The high-water mark of a process's memory in KiB, as last seen while it ran. */
function watchMemory({ pid }: ChildProcess): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      clearInterval(timer);
    }
  }, 20);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** A shop of a year: a million views, clicks and carts of 50,000 shoppers. */
async function writeMillion(file: string): Promise<void> {
  const stream = createWriteStream(file);
  const line = async (value: unknown) => {
    if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
  };
  const start = Date.now() - 365 * 86_400_000;
  for (let i = 0; i < products; i++) {
    const price = { amount: 500 + i, currency: 'EUR' };
    await line({
      product: {
        id: `p${i}`,
        title: `Product ${i}`,
        status: 'active',
        categories: [`c${i % 40}`],
        variants: [{ id: `v${i}`, price }],
        updatedAt: start,
      },
    });
  }
  for (let i = 0; i < million; i++) {
    const kind = i % 10 === 9 ? 'add_to_cart' : i % 4 === 3 ? 'click' : 'view';
    const at = start + i * 31_000;
    const product = `p${(i * 7919 + (i >> 5)) % products}`;
    await line({ event: { id: `e${i}`, kind, at, shopper: `s${(i >> 3) % 50_000}`, product } });
  }
  stream.end();
  await finished(stream);
}
