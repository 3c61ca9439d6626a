import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { event, inFolder, noon, type product, products, world } from '../../test/world.ts';

const server = resolve(import.meta.dirname, '../..');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function fitted(cwd: string, ...args: string[]): Promise<Ended> {
  const all = ['--conditions=armoire-source', join(server, 'src/cli/main.ts'), 'pricing', 'fit', ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, all, { cwd }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

it(
  'fits demand to the orders of the configured shop',
  () =>
    inFolder(async (folder) => {
      const storage = `sqlite:${join(folder, 'shop.db')}`;
      mkdirSync(join(folder, 'node_modules/@armoire'), { recursive: true });
      symlinkSync(server, join(folder, 'node_modules/@armoire/server'));
      const prior = join(folder, 'demand.json');
      // What it writes is named already.
      const priced = { kind: 'price', policy: { name: 'price-thompson', prior } };
      const shops = [{ id: 'lamps', currency: 'EUR', points: { price: priced } }];
      writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ storage, shops }));
      const { armoire } = await world({ config: { storage, tokens: { secret: 'x'.repeat(32) } } });
      const shop = armoire.shop();
      const [first] = products(1);
      if (first === undefined) throw new Error('there is a product');
      await shop.upsertProducts([first]);
      const orders = Array.from({ length: 40 }, (_, week) => {
        const cheap = week % 3 === 0;
        const unitPrice = { amount: cheap ? 1600 : 2000, currency: 'EUR' };
        const lines = [{ product: first.id, quantity: cheap ? 30 + (week % 2) : 24 + (week % 3), unitPrice }];
        return event('purchase', { order: `o${week}`, lines, at: noon - (40 - week) * 7 * 86_400_000 });
      });
      await shop.ingest(orders, 'server');
      await armoire.close();

      const { code, out, err } = await fitted(folder, '--json');
      expect([code, err]).toEqual([0, '']);
      const report = JSON.parse(out);
      expect(report).toMatchObject({ shop: 'lamps', orders: 40, days: 7, leftOut: [] });
      expect(report.articles[0].elasticity.low).toBeGreaterThan(0.2);
      expect(report.articles[0].elasticity.high).toBeLessThan(1.8);
      expect((await fitted(folder)).out).toContain('40 orders');
      expect((await fitted(folder, '--until', '2020-01-01')).code).toBe(3);
      const wrong = await fitted(folder, '--days', '0');
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--days')]);
      const odd = await fitted(folder, '--with', 'season,weather');
      expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('Give some of season, week,')]);

      const nowhere = await fitted(folder, '--out', join(folder, 'none/demand.json'));
      expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('Name a file in a folder')]);

      const until = '2026-01-31T12:00:00Z';
      const wrote = await fitted(folder, '--until', until, '--with', 'promotion', '--out', prior);
      expect([wrote.code, wrote.err]).toEqual([0, expect.stringContaining('name it as the prior')]);
      expect(wrote.out).toContain("the catalogue's log knows no stock, promotion");
      expect(wrote.out).toMatch(/ {4}promotion /);
      const written = JSON.parse(readFileSync(prior, 'utf8'));
      expect(written).toMatchObject({ demand: 1, shop: 'lamps', until: noon, circumstances: ['promotion'] });
      // It sells hardly more at four fifths of the price, which its margin alone would not make anybody suppose.
      expect(await quoted(first, {})).toBeLessThan(2000);
      expect(await quoted(first, { prior })).toBe(2200);
      const regression = { demand: 'regression', circumstances: { promotion: true }, prior } as const;
      expect(await quoted(first, regression)).toBe(2200);
      const other = { ...regression, circumstances: { season: true } };
      await expect(quoted(first, other)).rejects.toThrow(/fitted with promotion, and .* season/);
    }),
  60_000,
);

/** What the first quote is of a policy that takes what it expects to be worth most. */
async function quoted(article: ReturnType<typeof product>, options: object): Promise<number> {
  const policy = { name: 'price-ucb' as const, width: 0, ...options };
  const points = { price: { kind: 'price' as const, ladder: [0.9, 1, 1.1], policy } };
  const { armoire, graphql } = await world({ shop: { points } });
  try {
    await armoire.shop().upsertProducts([article]);
    const { data } = await graphql('{ price(product: "p0") { price { amount } } }');
    return Number(data.price.price.amount);
  } finally {
    await armoire.close();
  }
}
