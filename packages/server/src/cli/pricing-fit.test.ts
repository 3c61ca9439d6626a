import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { event, inFolder, noon, products, world } from '../../test/world.ts';

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
      const shops = [{ id: 'lamps', currency: 'EUR' }];
      writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ storage, shops }));
      const { armoire } = await world({ config: { storage, tokens: { secret: 'x'.repeat(32) } } });
      const shop = armoire.shop();
      const [first] = products(1);
      if (first === undefined) throw new Error('there is a product');
      await shop.upsertProducts([first]);
      const orders = Array.from({ length: 40 }, (_, week) => {
        const cheap = week % 3 === 0;
        const unitPrice = { amount: cheap ? 1600 : 2000, currency: 'EUR' };
        const lines = [{ product: first.id, quantity: cheap ? 9 + (week % 2) : 4 + (week % 3), unitPrice }];
        return event('purchase', { order: `o${week}`, lines, at: noon - (40 - week) * 7 * 86_400_000 });
      });
      await shop.ingest(orders, 'server');
      await armoire.close();

      const { code, out, err } = await fitted(folder, '--json');
      expect([code, err]).toEqual([0, '']);
      const report = JSON.parse(out);
      expect(report).toMatchObject({ shop: 'lamps', orders: 40, days: 7, leftOut: [] });
      expect(report.articles[0].elasticity.low).toBeGreaterThan(0.5);
      expect((await fitted(folder)).out).toContain('40 orders');
      expect((await fitted(folder, '--until', '2020-01-01')).code).toBe(3);
      const wrong = await fitted(folder, '--days', '0');
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--days')]);
    }),
  60_000,
);
