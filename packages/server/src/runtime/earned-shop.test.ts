import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day, minute } from '@armoire/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { event, order, products, publicKey, secretKey, type World, world } from '../../test/world.ts';
import { earned } from '../cli/commands/earned.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const points = { home: { kind: 'shelf', holdout: 0.5, count: 3, sources: ['newest'] } } as const;
const config = (url: string) => ({ storage: url, tokens: { secret: 'x'.repeat(32) } });
const open = (url: string, seed = 1) => world({ shop: { points }, config: config(url), seed });

const query = `{
  earned { points { units { control armoire } orders { missing { arm what have } } money { currency } } }
  pointOutcomes(point: "home") { arm decisions places click purchase return }
}`;

/** Somebody comes, clicks on what they see first, buys it, and gives it back if they do not like it. */
async function visit({ graphql, ask, armoire, clock }: World, name: string, likes: boolean) {
  const who = { shopper: `${name}-shopper`, session: `${name}-session` };
  const { data } = await graphql(
    `{ recommendations(point: "home", visitor: { shopper: "${who.shopper}", session: "${who.session}" }) { token source items { product { id } } } }`,
  );
  const { token, items, source } = data.recommendations;
  const product = items[0]?.product.id ?? 'p0';
  const at = clock.now();
  const seen = items.length === 0 ? { product } : { product, token };
  const clicked = event('click', { ...seen, ...who, at });
  await ask('/events', { method: 'POST', body: { key: publicKey, events: [clicked] } });
  const customer = `${name}-customer`;
  const bought = order('purchase', product, { ...who, customer, order: `o-${name}`, at });
  const back = order('refund', product, { customer, order: `o-${name}`, at: at + 1 });
  const headers = { authorization: `Bearer ${secretKey}` };
  const body = likes ? [bought] : [bought, back];
  await ask('/v1/orders', { method: 'POST', headers, body });
  await armoire.shop().settled();
  return source as string;
}

describe.each(dialects)('what was earned in a shop, on %s', (dialect) => {
  it('is told over GraphQL on every node and by the command line, without who was erased', async () => {
    const url = await both.make(dialect);
    const [a, b] = [await open(url), await open(url, 2)];
    try {
      await a.armoire.shop().upsertProducts(products(6));
      await a.armoire.runDue();
      const sources: string[] = [];
      for (let i = 0; i < 12; i++) sources.push(await visit(a, `s${i}`, i % 3 !== 0));
      for (const { clock } of [a, b]) clock.advance(2 * minute);
      const controls = sources.filter((source) => source === 'control').length;
      expect(controls).toBeGreaterThan(0);
      expect(controls).toBeLessThan(12);

      await b.armoire.shop().follow();
      for (const node of [a, b]) {
        const { data, errors } = await node.admin(query);
        expect(errors).toBeUndefined();
        expect(data.earned.points).toMatchObject([
          { units: { control: controls, armoire: 12 - controls }, money: [{ currency: 'EUR' }] },
        ]);
        const active = data.earned.points[0].orders.missing.filter(
          ({ what }: { what: string }) => what === 'active',
        );
        expect(active).toEqual([
          { arm: 'control', what: 'active', have: controls },
          { arm: 'armoire', what: 'active', have: 12 - controls },
        ]);
      }
      const { data } = await a.admin(query);
      const armoire = data.pointOutcomes.find(({ arm }: { arm: string }) => arm === 'armoire');
      expect(armoire).toMatchObject({ decisions: 12 - controls, click: 12 - controls });
      expect(armoire.purchase).toBe(12 - controls);

      await a.ask('/v1/people/erase', {
        method: 'POST',
        headers: { authorization: `Bearer ${secretKey}` },
        body: { customer: 's0-customer', why: 'asked' },
      });
      for (const node of [a, b]) {
        const { units } = (await node.admin(query)).data.earned.points[0];
        expect(units.control + units.armoire).toBe(11);
      }

      const file = join(both.folder, `${dialect}-armoire.config.json`);
      const shop = { id: 'lamps', currency: 'EUR', points };
      writeFileSync(file, JSON.stringify({ ...config(url), shops: [shop] }));
      const said: string[] = [];
      const output = { json: true, out: (text: string) => void said.push(text), err: () => {} };
      const since = new Date(a.clock.now() - day).toISOString();
      expect(await earned(output, { config: file, since })).toBe(0);
      expect(await earned({ ...output, json: false }, { config: file, since })).toBe(0);
      const { units } = JSON.parse(said[0] ?? '').points[0];
      expect(units.control + units.armoire).toBe(11);
      expect(said[1]).toMatch(
        /^home: \d+ units with Armoire, \d+ without, holdout 50\.0 %\n {2}clicks: not enough/,
      );
    } finally {
      await a.armoire.close();
      await b.armoire.close();
    }
  }, 60_000);
});
