import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './support/child.ts';
import { median, quantile } from './support/numbers.ts';
import { PageLoad } from './support/page-load.ts';
import { questions } from './support/questions.ts';
import { atLeast, atMost, type Bar, type Benchmark, type Setting } from './support/report.ts';

const shoppers = 8000;
/** Of a merchant who sets many. */
const rules = 50;

/**
 * Decisions a CPU second through GraphQL, by the widget's own query for twelve products, over HTTP: shops of growing
 * catalogues with a year of orders behind them, early on the second day of their traffic, their points and settings those
 * of a shop that configures nothing, the decision log on, and outcomes coming in to be learned. In alternating blocks with
 * yoga as it comes, which answers the same query from a constant. Then the time of single decisions, in process through
 * the handler: the median of the quantiles of some blocks, since others are on the machine, too.
 *
 * CPU time is that of all threads of a server's process: its storage writes behind the answers.
 */
export const run: Benchmark = async (setting) => {
  const sizes = setting.quick ? [1000, 10_000] : [1000, 10_000, 100_000];
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  const bare = await startChild(new URL('./support/bare-yoga.ts', import.meta.url), {});
  try {
    for (const products of sizes) {
      const { ratio, p99, ...more } = await measure(setting, products, bare);
      Object.assign(figures, named(products, { ratio, p99, ...more }));
      if (products === 10_000) {
        bars.push(atLeast('decisions a CPU second at 10,000, beside bare yoga', ratio, 0.5));
        bars.push(atMost('p99 in process at 10,000, ms', p99, 5));
      }
      if (products === 100_000) bars.push(atMost('p99 in process at 100,000, ms', p99, 10));
    }
  } finally {
    await bare.stop();
  }
  return { figures, bars };
};

async function measure({ quick, say }: Setting, products: number, bare: Child) {
  say(`${products} products: filling a shop`);
  const folder = mkdtempSync(join(tmpdir(), 'armoire-serve-'));
  const shop = await startChild(new URL('./support/busy-server.ts', import.meta.url), {
    storage: `sqlite:${join(folder, 'shop.db')}`,
    products,
    orders: quick ? 500 : 3000,
    views: quick ? 2000 : 15_000,
    shoppers,
  });
  try {
    const ours = new PageLoad(shop.url, true);
    const theirs = new PageLoad(bare.url, false);
    const asked = questions({ products, tokens: shop.tokens }, 1);
    const blocks = quick ? 2 : 4;
    const seconds = quick ? 2 : 6;
    // Prices hold for a day, and what was shown yesterday is decided as it begins.
    await ours.run(asked, 5 * seconds);
    const [ahead = Number.NaN] = await shop.ask('turnDay');
    ours.ahead = ahead;
    await ours.run(asked, seconds);
    await theirs.run(asked, seconds / 2);
    const rates = { ours: [] as number[], theirs: [] as number[] };
    for (let block = 1; block <= blocks; block++) {
      rates.ours.push(await rate(shop, () => ours.run(asked, seconds)));
      rates.theirs.push(await rate(bare, () => theirs.run(asked, seconds)));
      const [mine, other] = [rates.ours.at(-1) ?? 0, rates.theirs.at(-1) ?? 0].map(Math.round);
      say(`${products} products, block ${block}: ${mine} decisions a CPU second, bare yoga ${other}`);
    }
    ours.close();
    theirs.close();
    const count = quick ? 500 : 2000;
    await shop.ask('inProcess', count / 2, 2);
    const times: (readonly number[])[] = [];
    for (let block = 1; block <= blocks; block++) times.push(await shop.ask('inProcess', count, 2 + block));
    const [priced = Number.NaN] = await shop.ask('priced');
    const [, memory = Number.NaN] = await shop.ask('spent');
    const byRules = await timeOfRules(shop, quick ? 2 : 4, count / 2);
    return {
      ratio: median(rates.ours.map((own, i) => own / (rates.theirs[i] ?? Number.NaN))),
      decisions: median(rates.ours),
      bare: median(rates.theirs),
      again: 1 - ours.decisions.size / ours.answers,
      fallbacks: ours.fallbacks / ours.answers,
      p50: median(times.map((each) => quantile(each, 0.5))),
      p99: median(times.map((each) => quantile(each, 0.99))),
      priced,
      memory,
      byRules,
    };
  } finally {
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds more that a decision takes with rules: the same questions without them and with them, in turns. */
async function timeOfRules(shop: Child, blocks: number, count: number): Promise<number> {
  const more: number[] = [];
  for (let block = 1; block <= blocks; block++) {
    const times = new Map<number, readonly number[]>();
    // Whichever comes first in a block meets products whose price was not decided yet.
    for (const many of block % 2 === 0 ? [0, rules] : [rules, 0]) {
      await shop.ask('rules', many);
      times.set(many, await shop.ask('inProcess', count, 100 + block));
    }
    const without = times.get(0) ?? [];
    more.push(...(times.get(rules) ?? []).map((time, i) => time - (without[i] ?? Number.NaN)));
  }
  await shop.ask('rules', 0);
  return median(more);
}

/** Answers a CPU second. */
async function rate(server: Child, work: () => Promise<number>): Promise<number> {
  const before = await server.cpu();
  const answers = await work();
  return answers / ((await server.cpu()) - before);
}

function named(products: number, of: Awaited<ReturnType<typeof measure>>): Record<string, number> {
  const at = `${products.toLocaleString('en')} products`;
  return {
    [`${at}: decisions a CPU second`]: of.decisions,
    [`${at}: bare yoga, answers a CPU second`]: of.bare,
    [`${at}: ratio`]: of.ratio,
    [`${at}: decisions given again, share`]: of.again,
    [`${at}: answered by a fallback, share`]: of.fallbacks,
    [`${at}: in process p50, ms`]: of.p50,
    [`${at}: in process p99, ms`]: of.p99,
    [`${at}: in process, with a price to decide, share`]: of.priced,
    [`${at}: ${rules} rules, ms a decision`]: of.byRules,
    [`${at}: memory of the server, MiB`]: of.memory,
  };
}
