import { minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { event, noon, products, using, type World } from '../../../test/world.ts';
import { evaluateShop, evaluationAsText, type ShopEvaluation } from '../index.ts';

const reward = { wait: '1m' } as const;
const points = {
  banner: { kind: 'choice', policy: 'uniform', actions: ['a', 'b', 'c'], reward, steady: '0s' },
  greedy: { kind: 'choice', policy: 'greedy', actions: ['a', 'b'], reward, steady: '0s' },
  home: { kind: 'shelf', policy: 'thompson-linear', sources: ['newest'], count: 3, candidates: 6, reward },
} as const;

/** Shoppers who click the banner "b" always, "a" in one of four rounds, and never "c". */
async function trade({ armoire, graphql, clock }: World, rounds: number): Promise<void> {
  const shop = armoire.shop();
  // Silence is known when the waits are over, and somebody looks.
  const learned = async () => {
    await armoire.runDue();
    await shop.settled();
  };
  for (let round = 0; round < rounds; round++) {
    const { data } = await graphql(`{
      banner: choice(point: "banner", visitor: { shopper: "s${round}" }) { token action }
      greedy: choice(point: "greedy", visitor: { shopper: "s${round}" }) { token action }
      recommendations(point: "home", visitor: { shopper: "s${round}" }) { token items { product { id } } }
    }`);
    const at = clock.now();
    for (const { token, action } of [data.banner, data.greedy]) {
      const clicked = action === 'b' || (action === 'a' && round % 4 === 0);
      const kind = clicked ? 'click' : 'impression';
      await shop.ingest([event(kind, { action, token, at })], 'browser');
    }
    const { token, items } = data.recommendations;
    const seen = items.map((item: { product: { id: string } }) => item.product.id);
    await shop.ingest(
      seen.map((product: string) => event(product === 'p0' ? 'click' : 'impression', { product, token, at })),
      'browser',
    );
    clock.advance(minute);
    if (round % 25 === 24) await learned();
  }
  clock.advance(10 * minute);
  await learned();
}

function asked({ armoire, clock }: World, more: Partial<ShopEvaluation>): ShopEvaluation {
  const { settings, storage } = armoire.shop();
  return {
    shop: settings,
    storage,
    point: 'banner',
    policies: [],
    estimators: ['ips', 'snips', 'dr'],
    now: clock.now(),
    ...more,
  };
}

describe('evaluation on the log of a shop', () => {
  it(
    'estimates what policies would have earned, from what they knew before',
    () =>
      using({ shop: { points } }, async (world) => {
        await world.armoire.shop().upsertProducts(products(6));
        await trade(world, 700);
        const report = await evaluateShop(
          asked(world, {
            policies: ['uniform', 'thompson-bernoulli', 'greedy'],
            estimators: ['ips', 'snips', 'dr', 'mrdr'],
          }),
        );
        const [logged, uniform, thompson, greedy] = report.policies;
        expect(report.log).toMatchObject({ source: 'shop', name: 'lamps/banner', leftOut: {} });
        expect(report.log.decisions).toBeGreaterThan(340);
        expect(report.log.rows).toBe(report.log.decisions);
        expect(report.log.learned).toBeGreaterThan(300);
        // Uniform made the log: every weight is 1, and its value is what was earned, give or take what the model adds.
        const value = (of: typeof logged) => {
          const { dr, ips } = of?.values ?? {};
          return [dr, ips].map((each) => (each?.verdict === 'estimate' ? each.value : Number.NaN));
        };
        expect(value(uniform)[1]).toBeCloseTo(value(logged)[1] ?? 0, 9);
        expect(Math.abs((value(uniform)[0] ?? 0) - (value(logged)[0] ?? 0))).toBeLessThan(0.08);
        expect(uniform?.weights).toMatchObject({ zero: 0, largest: expect.closeTo(1, 9) });
        expect(uniform?.differences?.snips).toMatchObject({ verdict: 'not told apart' });
        // The best banner is always clicked; one of three is what chance finds, and a twelfth more.
        for (const each of value(greedy)) expect(each).toBeGreaterThan(0.8);
        for (const { differences, verdict } of [thompson, greedy].flatMap((each) => each ?? [])) {
          expect(verdict).toBe('estimate');
          expect(differences?.dr).toMatchObject({ verdict: 'better' });
        }
        expect(greedy?.weights.zero).toBeGreaterThan(200);
        // The one that it always takes is always clicked, and the choices of it are all that its model sees.
        expect(greedy?.values.mrdr).toMatchObject({ verdict: 'estimate', value: expect.closeTo(1, 2) });
        expect(greedy?.differences?.mrdr).toMatchObject({ verdict: 'better' });
        expect(logged?.values.mrdr).toMatchObject({ value: expect.closeTo(value(logged)[1] ?? 0, 9) });

        const shelf = await evaluateShop(
          asked(world, { point: 'home', estimators: ['snips', 'rips', 'mrdr'] }),
        );
        expect(shelf.policies.map(({ name }) => name)).toEqual(['logged', 'configured', 'uniform']);
        expect(shelf.log.rows).toBe(3 * shelf.log.decisions);
        expect(shelf.log.notes).toContain('Those of rips are for whole shelves.');
        // What is refused is refused for want of evidence, which snips lacks as well, and not for want of a model.
        const told = (each: 'snips' | 'mrdr') =>
          shelf.policies.map(({ values: { [each]: found } }) =>
            found?.verdict === 'estimate' ? found.verdict : found?.code,
          );
        expect(told('mrdr')).toEqual(told('snips'));

        const none = await evaluateShop(asked(world, { point: 'greedy' }));
        expect(none.policies.map(({ verdict }) => verdict)).toEqual(
          none.policies.map(() => 'not enough evidence'),
        );
        expect(none.policies[1]?.values.dr).toMatchObject({ code: 'DETERMINISTIC_LOG' });
      }),
    120_000,
  );

  it('tells what a constraint costs, and how far down a shelf is looked at', () => {
    const constraint = { of: 'click', atLeast: 0.5, step: 1, most: 1 } as const;
    const shops = { points: { ...points, home: { ...points.home, policy: 'uniform', constraint } } } as const;
    return using({ shop: shops }, async (world) => {
      await world.armoire.shop().upsertProducts(products(6));
      await trade(world, 250);
      const untold = '{"policy": "uniform", "constraint": {"of": "cart", "atLeast": 0.9}}';
      const report = await evaluateShop(
        asked(world, { point: 'home', policies: ['configured', untold], estimators: ['snips'] }),
      );
      // One product is clicked on wherever it stands: all places that it was seen in are looked at alike.
      const { examination = [] } = report.looks ?? {};
      expect(examination.length).toBeGreaterThan(1);
      for (const place of examination) expect(place.examination).toBeCloseTo(1, 9);

      const [configured, other] = report.constraints ?? [];
      expect(configured).toMatchObject({ policy: 'configured', of: 'click' });
      // It buys clicks, and these are what is rewarded: it earns more by it than it would without.
      const { reward: earned, component, exchange = 0 } = configured?.price ?? {};
      expect(component?.difference.low).toBeGreaterThan(0);
      expect(earned?.difference.low).toBeGreaterThan(0);
      expect(exchange).toBeLessThan(0);
      // Nobody puts anything into a cart here, so that the bound can do nothing.
      expect(other).toEqual({ policy: untold, of: 'cart' });
      const text = evaluationAsText(report);
      expect(text).toContain('What the constraint on click of configured costs, from ');
      expect(text).toContain(`What the constraint on cart of ${untold} costs cannot be told`);
      expect(text).toContain('set reward.examination of the point to [1, 1');
      // A few decisions have no price, whatever their arithmetic.
      const from = Date.parse(report.log.to ?? '') - 20 * minute;
      const few = await evaluateShop(
        asked(world, { point: 'home', policies: ['configured'], estimators: ['snips'], from }),
      );
      expect(few.constraints).toMatchObject([{ of: 'click', refusal: { code: 'FEW_CHOICES' } }]);
      expect(few.constraints?.[0]).not.toHaveProperty('price');
      expect(evaluationAsText(few)).toMatch(
        /evidence for what the constraint on click of configured costs: The/,
      );
      const alone = await evaluateShop(asked(world, { policies: ['uniform'], estimators: ['ips'] }));
      expect([alone.constraints, alone.looks]).toEqual([undefined, undefined]);
    });
  }, 120_000);

  it(
    'does not know what was learned in the span',
    () =>
      using({ shop: { points } }, async (world) => {
        await world.armoire.shop().upsertProducts(products(6));
        await trade(world, 250);
        const report = await evaluateShop(
          asked(world, { policies: ['greedy'], from: noon, estimators: ['ips'] }),
        );
        expect(report.log.learned).toBe(0);
        // Knowing nothing, it takes the first of equals.
        const { weights } = report.policies[1] ?? {};
        expect(weights?.mean).toBeGreaterThan(0.6);
        expect(report.policies[1]?.values.ips).not.toMatchObject({ value: expect.closeTo(1, 1) });
      }),
    60_000,
  );

  it('refuses what it cannot do', () =>
    using({ shop: { points } }, async (world) => {
      await world.armoire.shop().upsertProducts(products(6));
      await expect(evaluateShop(asked(world, { point: 'attic' }))).rejects.toMatchObject({
        code: 'UNKNOWN_POINT',
      });
      await expect(evaluateShop(asked(world, {}))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await trade(world, 5);
      for (const policies of [['best'], ['greedy', 'greedy'], ['greedy:{"prior']]) {
        await expect(evaluateShop(asked(world, { policies }))).rejects.toMatchObject({
          code: 'INVALID_INPUT',
        });
      }
      await expect(evaluateShop(asked(world, { from: world.clock.now() }))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }));
});
