import { manualClock, rungPrice, seededEntropy } from '@armoire/core';
import { hour } from '@armoire/protocol';
import { createArmoire, silentLog } from '@armoire/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ShopArmoire } from './armoire.ts';
import { configOf } from './armoire-config.ts';
import { articles } from './catalog/index.ts';
import { readOptions } from './options.ts';

const ladder = [0.85, 0.9, 0.95, 1];
let shop: ShopArmoire;
const clock = manualClock(Date.now());

beforeAll(async () => {
  const config = configOf(readOptions({ ARMOIRE_DATABASE_URL: 'sqlite::memory:' }));
  const entropy = seededEntropy(5);
  const armoire = await createArmoire(config, { clock, entropy, log: silentLog, jobs: false });
  shop = new ShopArmoire(armoire, () => 0);
  await shop.publish();
});
afterAll(() => shop.close());

it('all makes of a thing stand on one rung, hour after hour, and none below its margin', async () => {
  let reduced = 0;
  for (let slot = 0; slot < 6; slot++) {
    for (const article of articles.filter(({ makes, hidden }) => makes.length > 1 && !hidden)) {
      const offers = await Promise.all(article.makes.map((make) => shop.offer(article, make)));
      const rungs = offers.map(({ price, regular }) =>
        ladder.filter((factor) => rungPrice(regular, factor, [0, 50]).amount === price.amount),
      );
      for (const [i, { price, regular }] of offers.entries()) {
        const make = article.makes[i];
        expect(regular.amount).toBe(make?.price ?? article.price);
        const net = price.amount / (article.tax === 'reduced' ? 1.07 : 1.19);
        if (price.amount < regular.amount) reduced++;
        if (price.amount < regular.amount)
          expect(net * 0.7).toBeGreaterThan((make?.cost ?? article.cost) - 1);
      }
      // Small prices round to the same cents on several rungs.
      const shared = ladder.filter((factor) => rungs.every((each) => each.includes(factor)));
      const own = offers.some(({ price, regular }) => price.amount === regular.amount);
      expect(shared.length > 0 || own, article.id).toBe(true);
      const same = offers.filter((_, i) => article.makes[i]?.price === article.makes[0]?.price);
      expect(new Set(same.map(({ price }) => price.amount)).size, article.id).toBe(1);
    }
    clock.advance(hour);
  }
  expect(reduced).toBeGreaterThan(20);
});
