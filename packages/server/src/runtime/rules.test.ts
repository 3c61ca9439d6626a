import { minute } from '@armoire/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { noon, product, products, using, type World, world } from '../../test/world.ts';
import { replayDecisions } from '../replay/index.ts';

const points = {
  home: { kind: 'shelf', policy: 'thompson-bernoulli', sources: ['newest'], count: 4, candidates: 12 },
  other: { kind: 'shelf', policy: 'uniform', sources: ['newest'], count: 4, candidates: 12 },
} as const;

const inShop = (body: (world: World) => Promise<void>) =>
  using({ shop: { points } }, async (world) => {
    await world.armoire.shop().upsertProducts(products(12));
    await body(world);
  });

async function shown({ graphql }: World, point = 'home'): Promise<string[]> {
  const { data } = await graphql(`{ recommendations(point: "${point}") { items { product { id } } } }`);
  return data.recommendations.items.map(({ product: { id } }: { product: { id: string } }) => id);
}

const pin = (id: string) =>
  `{ id: "first", effect: pin, product: "${id}", position: 0, when: { points: ["home"] } }`;

async function save({ admin }: World, expected: number, rules: string, why = 'a test') {
  return await admin(
    `mutation { saveRules(expected: ${expected}, rules: [${rules}], why: "${why}") { version actor why } }`,
  );
}

describe('rules', () => {
  it('are saved, and at work from the next page on', () =>
    inShop(async (world) => {
      expect((await world.admin('{ rules { version rules { id } at } }')).data.rules).toEqual({
        ...{ version: 0, rules: [], at: null },
      });
      const { data } = await save(world, 0, pin('p7'));
      expect(data.saveRules).toEqual({ version: 1, actor: 'secret key', why: 'a test' });
      expect((await shown(world))[0]).toBe('p7');
      await save(world, 1, '{ id: "x", effect: exclude, select: { ids: ["p7"] } }');
      for (let i = 0; i < 5; i++) expect(await shown(world)).not.toContain('p7');
      const { data: logged } = await world.admin(
        '{ decisions(first: 1) { nodes { rules } } rules { version } }',
      );
      expect(logged).toEqual({ decisions: { nodes: [{ rules: 2 }] }, rules: { version: 2 } });
    }));

  it('of an older version are refused, and so is what is no rule or has no reason', () =>
    inShop(async (world) => {
      await save(world, 0, pin('p7'));
      const error = async (answer: ReturnType<typeof save>) => (await answer).errors?.[0];
      expect((await error(save(world, 0, pin('p8'))))?.extensions.code).toBe('CONFLICT');
      expect((await error(save(world, 1, pin('p8'), ' ')))?.message).toContain('needs its reason');
      const nowhere = '{ id: "x", effect: pin, product: "p1", position: 0, when: { points: ["hom"] } }';
      expect(await error(save(world, 1, nowhere))).toMatchObject({
        extensions: { path: 'rules[0].when.points[0]', fix: 'Did you mean home?' },
      });
      expect(
        (await error(save(world, 1, '{ id: "x", effect: boost, select: { ids: ["a"] } }')))?.message,
      ).toContain('rules[0].factor');
      expect((await world.admin('{ rules { version } }')).data.rules.version).toBe(1);
      expect((await shown(world))[0]).toBe('p7');
    }));

  it('are kept in all versions, with an audit line for each change, and can be put back', () =>
    inShop(async (world) => {
      await save(world, 0, pin('p1'), 'one');
      await save(world, 1, `${pin('p2')}`, 'two');
      const revert = (version: number, expected: number) =>
        world.admin(
          `mutation { revertRules(version: ${version}, expected: ${expected}, why: "wrong") { version } }`,
        );
      expect((await revert(1, 2)).data.revertRules).toEqual({ version: 3 });
      expect((await shown(world))[0]).toBe('p1');
      expect((await revert(9, 3)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect((await revert(1, 2)).errors?.[0]?.extensions.code).toBe('CONFLICT');
      const { data } = await world.admin(
        '{ rulesHistory { version why rules { product } } audit { nodes { action actor before after why } } }',
      );
      expect(data.rulesHistory).toEqual([
        { version: 3, why: 'wrong', rules: [{ product: 'p1' }] },
        { version: 2, why: 'two', rules: [{ product: 'p2' }] },
        { version: 1, why: 'one', rules: [{ product: 'p1' }] },
      ]);
      expect(
        data.audit.nodes.map(({ action, why }: { action: string; why: string }) => [action, why]),
      ).toEqual([
        ['rules.revert', 'wrong'],
        ['rules.save', 'two'],
        ['rules.save', 'one'],
      ]);
      expect(data.audit.nodes[0]).toMatchObject({
        before: { version: 2, rules: [{ product: 'p2' }] },
        after: { version: 3, rules: [{ product: 'p1' }] },
      });
      expect((await revert(0, 3)).data.revertRules).toEqual({ version: 4 });
      expect((await world.admin('{ rules { rules { id } } }')).data.rules.rules).toEqual([]);
    }));

  it('are tried out without a trace', () =>
    inShop(async (world) => {
      const { data, errors } = await world.admin(`{ previewRules(point: "home", rules: [${pin('p7')}]) {
        before { places { product } }
        after { places { product title propensity reasons { code detail } } }
        products { product after rules { id effect } }
      } }`);
      expect(errors).toBeUndefined();
      expect(data.previewRules.before.places).toHaveLength(4);
      expect(data.previewRules.after.places[0]).toMatchObject({
        product: 'p7',
        propensity: 1,
        reasons: [{ code: 'pinned', detail: 'first' }],
      });
      expect(data.previewRules.products[0]).toEqual({
        product: 'p7',
        after: 1,
        rules: [{ id: 'first', effect: 'pin' }],
      });
      const after = await world.admin(
        '{ decisions { nodes { id } } audit { nodes { id } } rules { version } }',
      );
      expect(after.data).toEqual({ decisions: { nodes: [] }, audit: { nodes: [] }, rules: { version: 0 } });
      const wide = await world.admin(
        '{ previewRules(point: "home", rules: [], count: 101) { products { product } } }',
      );
      expect(wide.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    }));

  it('show one of a family on a page', () =>
    inShop(async (world) => {
      const family = (id: string) => ({ ...product(id), updatedAt: noon + 1, family: 'shirt' });
      await world.armoire.shop().upsertProducts(products(12).map(({ id }) => family(id as string)));
      expect(await shown(world)).toHaveLength(1);
    }));

  it('are replayed with the version that each decision was made under', () =>
    inShop(async (world) => {
      const { armoire, clock } = world;
      const shop = armoire.shop();
      for (let version = 0; version < 3; version++) {
        for (let i = 0; i < 10; i++) {
          await shown(world);
          await shown(world, 'other');
          clock.advance(minute);
        }
        await save(
          world,
          version,
          `${pin(`p${version}`)}, { id: "few", effect: at_most, count: 2, select: { ids: ["p3", "p4", "p5", "p6"] } },
           { id: "more", effect: boost, factor: 4, select: { ids: ["p8"] } }`,
        );
      }
      await shown(world);
      await shop.settled();
      const { settings, storage } = shop;
      const report = await replayDecisions({ shop: settings, storage });
      expect(report).toMatchObject({ decisions: 61, matched: 61, differing: 0, skipped: {} });
    }));
});

describe.each(dialects)('rules on two nodes, on %s', (dialect) => {
  let both: Both;
  beforeAll(async () => {
    both = await startBoth();
  }, 60_000);
  afterAll(() => both.stop());

  it('are heard of by the other, which refuses to write over them', async () => {
    const config = { storage: await both.make(dialect), tokens: { secret: 'x'.repeat(32) } };
    const a = await world({ shop: { points }, config, seed: 1 });
    const b = await world({ shop: { points }, config, seed: 2 });
    try {
      await a.armoire.shop().upsertProducts(products(12));
      await b.armoire.shop().follow();
      const late = save(b, 1, pin('p8'));
      expect((await late).errors?.[0]?.extensions.code).toBe('CONFLICT');
      await save(a, 0, pin('p7'));
      expect((await save(b, 0, pin('p8'))).errors?.[0]?.extensions.code).toBe('CONFLICT');
      await vi.waitFor(
        async () => {
          // Files bring no news; a node looks at them in its own time.
          if (dialect === 'sqlite') await b.armoire.shop().follow();
          expect((await shown(b))[0]).toBe('p7');
        },
        { timeout: 10_000, interval: 50 },
      );
      expect((await save(b, 1, pin('p8'))).data.saveRules.version).toBe(2);
    } finally {
      await a.armoire.close();
      await b.armoire.close();
    }
  });
});
