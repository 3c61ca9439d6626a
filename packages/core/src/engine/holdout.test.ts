import type { LoggedEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import { People } from '../events/index.ts';
import { holdoutLayer } from '../experiments/index.ts';
import { uniform } from '../policies/index.ts';
import { unitOfHoldout } from './holdout.ts';
import type { ChoicePoint, PricePoint, ShelfPoint } from './index.ts';

const ids = Array.from({ length: 12 }, (_, i) => `p${i}`);
const base = { policy: uniform(), reward, deadline: 50 };
const shelf: ShelfPoint = { kind: 'shelf', ...base, sources: ['a'], count: 4, candidates: 100, holdout: 0.5 };
const choice: ChoicePoint = { kind: 'choice', ...base, actions: ['x', 'y', 'z'], holdout: 0.5 };
const price: PricePoint = {
  kind: 'price',
  ...base,
  ladder: [0.9, 1.1],
  guard: { minimumMargin: 0, lowest: 0.8, highest: 1.2, largestStep: 1, cooldown: 0 },
  slot: 1000,
  holdout: 0.5,
};
const sources = [proposing('a', ids), proposing('popular', [...ids].reverse())];

function make() {
  const made = shop({ shelf, choice, price }, { sources });
  made.put(...ids.map((id) => article(id)));
  return made;
}
const page = (made: ReturnType<typeof make>, shopper: string) =>
  made.engine.page({ visitor: { shopper }, situation: {}, shelves: [{ point: 'shelf' }] });

describe('a holdout', () => {
  it('gives half of the shoppers the popular products, in their order, and always the same half', async () => {
    const made = make();
    const arms = new Map<string, string>();
    for (let i = 0; i < 300; i++) {
      const shopper = `s${i % 100}`;
      const { shelves } = await page(made, shopper);
      const decision = shelves[0]?.decision;
      const arm = decision?.experiment?.arm ?? '';
      expect(decision?.experiment?.layer).toBe(holdoutLayer('shelf'));
      expect(arms.get(shopper) ?? arm).toBe(arm);
      arms.set(shopper, arm);
      if (arm !== 'control') continue;
      expect(decision).toMatchObject({
        source: 'control',
        propensities: [],
        chosen: ['p11', 'p10', 'p9', 'p8'],
      });
      expect(shelves[0]?.items.map(({ reasons }) => reasons[0]?.code)).toContain('popular-in-category');
    }
    const controls = [...arms.values()].filter((arm) => arm === 'control').length;
    expect(controls).toBeGreaterThan(30);
    expect(controls).toBeLessThan(70);
  });

  it('keeps the set that a control decision showed, so that its outcomes can be told', async () => {
    const made = make();
    for (let i = 0; i < 20; i++) await page(made, `s${i}`);
    const controls = made.decisions.filter(({ source }) => source === 'control');
    expect(controls.length).toBeGreaterThan(0);
    for (const { candidateSet, chosen } of controls) {
      const set = made.sets.find(({ hash }) => hash === candidateSet);
      expect(set?.entries.map(({ id }) => id)).toEqual(chosen);
    }
  });

  it('gives the first action, and says which arm the others are in', () => {
    const made = make();
    for (let i = 0; i < 400; i++)
      made.engine.choice({ point: 'choice', visitor: { session: `s${i}` }, situation: {} });
    const control = made.decisions.filter(({ source }) => source === 'control');
    const policy = made.decisions.filter(({ source }) => source === 'policy');
    expect(new Set(control.flatMap(({ chosen }) => chosen))).toEqual(new Set(['x']));
    expect(new Set(policy.flatMap(({ chosen }) => chosen)).size).toBe(3);
    expect(new Set(policy.map(({ experiment }) => experiment?.arm))).toEqual(new Set(['armoire']));
  });

  it('sells at the merchant’s own price in the slots of the control arm, all variants together', async () => {
    const made = make();
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const variants = ['v', 'w'].map((id) => ({ id, price: eur(1000), cost: eur(100) }));
    made.put(article('two', { variants }));
    for (let slot = 0; slot < 40; slot++) {
      const quotes = [];
      for (const variant of ['v', 'w'])
        quotes.push(await made.engine.price({ visitor: {}, product: 'two', variant }));
      const arms = new Set(quotes.map(({ decision }) => decision?.experiment?.arm));
      expect(arms.size).toBe(1);
      for (const { price, decision } of quotes) {
        expect(price.amount === 1000).toBe(arms.has('control'));
        expect(decision?.source).toBe(arms.has('control') ? 'control' : 'policy');
      }
      made.clock.advance(1000);
    }
    expect(new Set(made.decisions.map(({ source }) => source))).toEqual(new Set(['control', 'policy']));
  });

  it('is not there where a point has none', async () => {
    const { holdout: _, ...plain } = shelf;
    const made = shop({ shelf: plain }, { sources });
    made.put(...ids.map((id) => article(id)));
    await page(made, 'ann');
    expect(made.decisions[0]).not.toHaveProperty('experiment');
  });
});

describe('the unit of a holdout', () => {
  const login = (shopper: string, customer: string): LoggedEvent => ({
    id: `${shopper}-${customer}`,
    kind: 'search',
    query: '',
    at: start,
    receivedAt: start,
    offset: 1,
    shopper,
    customer,
  });

  it('stays when somebody logs in, and follows them to another browser', () => {
    const people = new People();
    const unit = (shopper: string) => unitOfHoldout(people, { shopper }, 'd');
    const before = unit('phone');
    people.observe(login('phone', 'ann'));
    expect(unit('phone')).toBe(before);
    people.observe(login('laptop', 'ann'));
    expect([unit('phone'), unit('laptop')]).toEqual([before, before]);
    people.restore(people.snapshot());
    expect(unit('laptop')).toBe(before);
  });

  it('is the session, or else the request, of whoever has no name', () => {
    const people = new People();
    expect(unitOfHoldout(people, { session: 's' }, 'd')).toBe('session:s');
    expect(unitOfHoldout(people, {}, 'd')).toBe('request:d');
  });
});
