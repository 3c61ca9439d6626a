import { expect, it } from 'vitest';
import { article, reward, shop } from '../../test/shop.ts';
import { uniform } from '../policies/index.ts';
import type { PricePoint } from './points.ts';

const slot = 1000;
const point: PricePoint = {
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [0.9],
  slot,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 0.5, cooldown: 0 },
  written: true,
};

it('a written price goes on being quoted in the next slot, but not as what the slot before decided', async () => {
  const { engine, clock, put } = shop({ price: point });
  const product = article('p');
  put(product);
  const quote = () => engine.price({ visitor: {}, product: 'p' });
  const [variant] = product.variants;
  if (variant === undefined) throw new Error('no variant');
  const facts = { product, variant, current: variant.price, changedAt: undefined, at: clock.now() };
  const made = await engine.proposePrices('price', [facts]);
  await engine.claimPrices('price', made);
  const first = await quote();
  expect(first.price).toEqual(made[0]?.decision.price?.amount);
  expect(first.decision?.id).toBe(made[0]?.decision.id);
  clock.advance(slot);
  // No cycle has run here yet; perhaps another node has.
  const second = await quote();
  expect(second.price).toEqual(first.price);
  expect(second.decision).toBeUndefined();
});
