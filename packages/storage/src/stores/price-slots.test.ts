import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Decision, ownPrice } from '@armoire/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSide } from '../copy/side.ts';
import { migrations, postgresStyle, sqliteStyle } from '../migrations/index.ts';
import { type Both, dialects, opened, startBoth } from '../testing.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const units = Array.from({ length: 20 }, (_, i) => `unit ${i}`);

/** Claims slot after slot for some units, and names each slot that it was told of. */
const claimer = `
  const [index, url] = process.argv.slice(1);
  const { openStorage } = await import(index);
  const storage = await openStorage({ url });
  const units = ${JSON.stringify(units)};
  let standing = await storage.slots.newest('a', 'price', units, 1e6);
  const price = { amount: 1, currency: 'EUR' };
  for (;;) {
    const after = new Map(standing.map((decision) => [decision.unit.id, decision.id]));
    const slot = Math.max(0, ...standing.map((decision) => decision.unit.slot)) + 1;
    const made = units.map((id) => {
      const decision = {
        id: slot + ' ' + id + ' ' + process.pid, shop: 'a', point: 'price', kind: 'price', at: slot,
        unit: { kind: 'product-slot', id, slot }, price: { variant: id, amount: price, after: after.get(id) },
      };
      const line = { id: decision.id, shop: 'a', at: slot, actor: 'policy', action: 'price.set', subject: id };
      return { decision, line };
    });
    standing = await storage.slots.claim(made);
    const won = standing.filter(({ id }, i) => id === made[i].decision.id);
    if (won.length > 0) process.stdout.write(JSON.stringify(won.map(({ id }) => id)) + '\\n');
  }
`;

/** Kills a claimer some time after its first claim; returns all that it was told it had won. */
async function claimAndDie(url: string): Promise<readonly string[]> {
  const index = new URL('../index.ts', import.meta.url).href;
  const source = ['--conditions=armoire-source', '--input-type=module', '--eval', claimer];
  const child = spawn(process.execPath, [...source, index, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const told: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (told.length === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 100);
    told.push(...(JSON.parse(line) as string[]));
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return told;
}

describe.each(dialects)('price slots on %s', (dialect) => {
  it('are whole, with decision and audit line, when who claims them is killed, alone and beside another', async () => {
    const url = await both.make(dialect);
    const told = [
      ...(await claimAndDie(url)),
      ...(await Promise.all([claimAndDie(url), claimAndDie(url)])).flat(),
    ];
    await opened(url, async (storage) => {
      const decisions: Decision[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await storage.decisions.list('a', {}, 'asc', 1000, cursor);
        decisions.push(...page.items);
        cursor = page.next;
        if (cursor === undefined) break;
      }
      const ids = new Set(decisions.map(({ id }) => id));
      expect(told.filter((id) => !ids.has(id))).toEqual([]);
      const slots = decisions.map(({ unit }) => `${unit.id} ${unit.slot}`);
      expect(new Set(slots).size).toBe(slots.length);
      const lines = await storage.audit.list('a', decisions.length + 1);
      expect(new Set(lines.map(({ id }) => id))).toEqual(ids);
      const last = new Map(decisions.map((decision) => [decision.unit.id, decision]));
      const newest = await storage.slots.newest('a', 'price', units, 1e6);
      expect(new Map(newest.map((decision) => [decision.unit.id, decision]))).toEqual(last);
    });
  }, 60_000);

  it('are filled from the decisions that were there before them: the newest of each slot', async () => {
    const url = await both.make(dialect);
    const price = { amount: ownPrice({ price: { amount: 1, currency: 'EUR' } }) } as Decision['price'];
    const decided = (id: string, at: number, slot: number | undefined, of = 'unit'): Decision => ({
      ...decision('a', id),
      kind: slot === undefined ? 'shelf' : 'price',
      point: 'price',
      at,
      unit: { kind: 'product-slot', id: of, ...(slot === undefined ? {} : { slot }) },
      ...(slot === undefined ? {} : { price: price as NonNullable<typeof price> }),
    });
    await opened(url, (storage) =>
      storage.decisions.append(
        [
          decided('1', 10, 1),
          decided('2', 19, 1),
          decided('3', 15, 1),
          decided('4', 21, 2, 'other'),
          decided('5', 99, undefined),
        ],
        [],
      ),
    );
    const side = await openSide(url);
    try {
      await sql`drop table armoire_price_slots`.execute(side.db);
      const style = dialect === 'sqlite' ? sqliteStyle : postgresStyle;
      await migrations(style)['0004-price-slots']?.up(side.db);
    } finally {
      await side.close();
    }
    await opened(url, async (storage) => {
      const newest = await storage.slots.newest('a', 'price', ['unit', 'other'], 9);
      expect(newest.map(({ id }) => id).sort()).toEqual(['2', '4']);
      expect(await storage.slots.newest('a', 'price', ['other'], 1)).toEqual([]);
    });
  });
});

/** As the logs of the first version hold them. */
function decision(shop: string, id: string): Decision {
  return {
    id,
    shop,
    point: 'price',
    kind: 'price',
    unit: { kind: 'product-slot', id },
    at: 0,
    seed: 1,
    context: { values: {}, schema: 'c1' },
    chosen: [],
    propensities: [],
    policy: { id: 'uniform', version: 1, state: {} },
    source: 'fallback',
    reasons: [],
  };
}
