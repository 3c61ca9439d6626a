import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { inFolder, noon, order, products, world } from '../../test/world.ts';
import { pricingFairness } from './commands/pricing-fairness.ts';

const points = {
  price: { kind: 'price', slot: '1d', ladder: [0.9, 1], guard: { cooldown: 0, minimumMargin: 0 } },
} as const;

it('tells what markets, segments and times paid for the same articles', () =>
  inFolder(async (folder) => {
    const storage = `sqlite:${join(folder, 'shop.db')}`;
    const tokens = { secret: 'x'.repeat(32) };
    const { armoire, graphql, clock } = await world({ shop: { points }, config: { storage, tokens } });
    const shop = armoire.shop();
    await shop.upsertProducts(products(1));
    for (let i = 0; i < 24; i++) {
      const { data } = await graphql('{ price(product: "p0") { price { amount currency } } }');
      const lines = [{ product: 'p0', quantity: 2, unitPrice: data.price.price }];
      const market = i % 2 === 0 ? 'DE' : 'FR';
      await shop.ingest(
        [order('purchase', 'p0', { order: `o${i}`, at: clock.now(), lines, market })],
        'server',
      );
      clock.advance(day);
    }
    await armoire.close();
    const config = join(folder, 'armoire.config.json');
    writeFileSync(
      config,
      JSON.stringify({ storage, tokens, shops: [{ id: 'lamps', currency: 'EUR', points }] }),
    );
    const said: string[] = [];
    const output = { json: true, out: (text: string) => void said.push(text), err: () => {} };
    const span = { since: new Date(noon).toISOString(), until: new Date(clock.now()).toISOString() };
    expect(await pricingFairness(output, { config, ...span })).toBe(0);
    const report = JSON.parse(said[0] ?? '');
    expect(report).toMatchObject({ pieces: 48, articles: 1, decisions: 24, personal: 0, mixed: 0 });
    expect(await pricingFairness({ ...output, json: false }, { config, ...span })).toBe(0);
    expect(said[1]).toMatch(/^24 price decisions in the span\. None of them was made for a person/);
    expect(said[1]).toMatch(/Markets, with what each paid more.*\n {2}DE +24 pieces {2}paid/);
    expect(said[1]).toMatch(/Monday/);
    const later = {
      since: new Date(clock.now() + day).toISOString(),
      until: new Date(clock.now() + 2 * day).toISOString(),
    };
    expect(await pricingFairness({ ...output, json: false }, { config, ...later })).toBe(0);
    expect(said[2]).toContain('Nothing was sold in the span.');
  }));
