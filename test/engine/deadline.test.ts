import {
  type AnyPolicy,
  type CandidateSource,
  type Decision,
  Engine,
  type EngineOptions,
  type Fault,
  type ManualClock,
  manualClock,
  popularInCategory,
  type ShelfPoint,
  seededEntropy,
  slateOf,
  uniform,
} from '@armoire/core';
import type { ArmoireError, LoggedEvent, Product, ProductId } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { always, point, products, shelf, start } from './shop.ts';

const catalogue = products(6);
const ids = catalogue.map(({ id }) => id);

interface Settings extends Partial<Pick<EngineOptions, 'storeFront'>> {
  readonly policy?: AnyPolicy;
  readonly shelf?: Partial<ShelfPoint>;
  readonly sources?: readonly CandidateSource[];
  readonly clock?: ManualClock;
  readonly popular?: readonly ProductId[];
}

function open({
  policy = uniform(),
  clock = manualClock(start),
  sources = [always(ids)],
  popular = ids,
  ...rest
}: Settings) {
  const faults: Fault[] = [];
  const logged: Decision[] = [];
  const engine = new Engine({
    shop: 'shop',
    currency: 'EUR',
    points: { [point]: shelf(policy, rest.shelf) },
    sources: [...sources, popularInCategory({ atLeast: 1 })],
    clock,
    entropy: seededEntropy(1),
    decided: (decisions) => logged.push(...decisions),
    fault: (fault) => faults.push(fault),
    ...(rest.storeFront === undefined ? {} : { storeFront: rest.storeFront }),
  });
  for (const [i, product] of catalogue.entries()) engine.catalog.apply({ kind: 'upsert', product }, i + 1);
  for (const [i, product] of popular.entries()) {
    engine.observe({
      id: `e${i}`,
      kind: 'view',
      at: start,
      receivedAt: start,
      offset: i + 1,
      product,
    } satisfies LoggedEvent);
  }
  let offset = catalogue.length;
  const change = (id: ProductId, fields: Partial<Product>) => {
    const product = { ...engine.catalog.require(id), ...fields, updatedAt: clock.now() + 1 };
    engine.catalog.apply({ kind: 'upsert', product }, ++offset);
  };
  const soldOut = (id: ProductId) => {
    const { variants } = engine.catalog.require(id);
    change(id, { variants: variants.map((variant) => ({ ...variant, stock: 0 })) });
  };
  const ask = async (situation = {}) => {
    const page = await engine.page({ visitor: {}, situation, shelves: [{ point }] });
    const found = page.shelves[0] as (typeof page.shelves)[0];
    const codes = new Set(found.decision.reasons.flatMap((reasons) => reasons.map(({ code }) => code)));
    return { ...found, shown: found.items.map(({ product }) => product.id), codes: [...codes] };
  };
  const codes = () => faults.map(({ error }) => (error as Partial<ArmoireError>).code ?? String(error));
  return { engine, clock, ask, codes, logged, soldOut };
}

/** A policy that takes its time before each place, as slow synchronous code would. */
function burning(clock: ManualClock, each: number, policy = uniform()): AnyPolicy {
  return {
    ...policy,
    slate(input) {
      const next = slateOf(policy, input);
      return (prefix) => {
        clock.advance(each);
        return next(prefix);
      };
    },
  };
}

function throwing(id: string): AnyPolicy {
  const fails = () => {
    throw new Error(`${id} is broken`);
  };
  return { ...uniform(), id, distribution: fails, slate: fails };
}

/** A source whose answer comes after a time of the manual clock, when somebody lets it pass. */
function late(clock: ManualClock, after: number, answer: readonly ProductId[] = ids): CandidateSource {
  return {
    ...always(answer),
    retrieve: () => clock.timer(after).expired.then(() => answer.map((product) => ({ product, score: 1 }))),
  };
}

/** Lets time pass, step by step, until the answer is there. */
async function passing<T>(clock: ManualClock, answer: Promise<T>): Promise<{ answer: T; after: number }> {
  let done = false;
  const began = clock.monotonic();
  const finished = answer.finally(() => {
    done = true;
  });
  for (let i = 0; i < 10_000 && !done; i++) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    if (!done) clock.advance(1);
  }
  return { answer: await finished, after: clock.monotonic() - began };
}

describe('slow CPU', () => {
  it('ends in the fallback chain, at the first look at the clock after the deadline', async () => {
    const clock = manualClock(start);
    const { ask, codes } = open({ clock, policy: burning(clock, 20), shelf: { count: 5 } });
    const { decision, shown, codes: reasons } = await ask();
    // 20 ms a place: the deadline of 50 ms is over after the third, and two more are not begun.
    expect(clock.monotonic()).toBe(60);
    expect(codes()).toContain('DEADLINE');
    expect([decision.source, reasons]).toEqual(['fallback', ['popular-in-category']]);
    expect(decision.propensities).toEqual([]);
    expect(shown).toHaveLength(5);
  }, 5000);

  it('is no fault within the deadline', async () => {
    const clock = manualClock(start);
    const { ask, codes } = open({ clock, policy: burning(clock, 9), shelf: { count: 5 } });
    expect((await ask()).decision.source).toBe('policy');
    expect(codes()).toEqual([]);
  });

  it('is noticed on a real clock too', async () => {
    const clock = manualClock(start);
    const spin: AnyPolicy = {
      ...uniform(),
      slate(input) {
        const next = slateOf(uniform(), input);
        return (prefix) => {
          const begin = performance.now();
          while (performance.now() - begin < 15);
          return next(prefix);
        };
      },
    };
    const real = { ...clock, monotonic: () => performance.now() };
    const { ask } = open({ clock: real, policy: spin, shelf: { count: 6, deadline: 30 } });
    const begin = performance.now();
    expect((await ask()).decision.source).toBe('fallback');
    // Two or three places of six; the rest is room for a busy machine.
    expect(performance.now() - begin).toBeLessThan(80);
  });
});

describe('slow I/O', () => {
  it('of a candidate source ends in the fallback chain, in time', async () => {
    const clock = manualClock(start);
    const { ask } = open({ clock, sources: [late(clock, 10_000)] });
    const { answer, after } = await passing(clock, ask());
    expect(answer.decision.source).toBe('fallback');
    expect(answer.shown.length).toBeGreaterThan(0);
    expect(after).toBeLessThanOrEqual(51);
  });

  it('is waited for within the deadline', async () => {
    const clock = manualClock(start);
    const { ask } = open({ clock, sources: [late(clock, 30)] });
    const { answer } = await passing(clock, ask());
    expect(answer.decision.source).toBe('policy');
  });

  it("of the platform's recommendations ends in nothing, in time", async () => {
    const clock = manualClock(start);
    const recommendations = () => clock.timer(10_000).expired.then(() => ids);
    const { ask } = open({
      clock,
      sources: [late(clock, 10_000)],
      popular: [],
      storeFront: { recommendations },
    });
    const { answer, after } = await passing(clock, ask());
    expect(answer.shown).toEqual([]);
    // The deadline, and as much again for each link of the chain at most.
    expect(after).toBeLessThanOrEqual(201);
  });

  it('that ends in an error ends in the fallback chain at once', async () => {
    const broken = { ...always(ids), retrieve: () => Promise.reject(new Error('away')) };
    const { ask, clock } = open({ sources: [broken] });
    expect((await ask()).shown.length).toBeGreaterThan(0);
    expect(clock.monotonic()).toBe(0);
  });
});

describe('the fallback chain', () => {
  it('asks the last good champion when the champion throws, and logs whose propensity it is', async () => {
    const { ask, codes } = open({ policy: throwing('champion'), shelf: { lastGood: uniform() } });
    const { decision } = await ask();
    expect([decision.source, decision.policy.id]).toEqual(['policy', 'uniform']);
    expect(decision.propensities[0]).toBeCloseTo(1 / 6, 12);
    expect(codes()).toEqual(['Error: champion is broken']);
  });

  it('asks the last good champion when the champion answers what is no distribution', async () => {
    const wrong = (value: number): AnyPolicy => ({
      ...uniform(),
      id: 'wrong',
      slate: () => () => new Float64Array(6).fill(value),
    });
    for (const value of [Number.NaN, -1, 0.5, 0]) {
      const { ask, codes } = open({ policy: wrong(value), shelf: { lastGood: uniform() } });
      expect((await ask()).decision.policy.id).toBe('uniform');
      expect(codes()).toEqual(['INVALID_DISTRIBUTION']);
    }
  });

  it('goes on to what is popular when both throw', async () => {
    const { ask } = open({ policy: throwing('champion'), shelf: { lastGood: throwing('old') } });
    const { decision, codes: reasons } = await ask();
    expect([decision.source, reasons]).toEqual(['fallback', ['popular-in-category']]);
  });

  it('goes on to the whole shop where a category has nothing', async () => {
    const { ask } = open({ policy: throwing('champion') });
    expect((await ask({ category: 'empty' })).codes).toEqual(['popular']);
  });

  it('takes the recommendations of the platform when all else is empty, but only what may be shown', async () => {
    const asked: (string | undefined)[] = [];
    const recommendations = async (product: string | undefined) => {
      asked.push(product);
      return ['unknown', 'p1', 'p4', 'p2', 'p4', 'p5', 'p3'];
    };
    const { ask, soldOut } = open({ sources: [always([])], popular: [], storeFront: { recommendations } });
    soldOut('p2');
    const { decision, shown, codes: reasons } = await ask({ product: 'p1' });
    expect(asked).toEqual(['p1']);
    expect(shown).toEqual(['p4', 'p5', 'p3']);
    expect([decision.source, reasons]).toEqual(['fallback', ['native']]);
  });

  it('ends with nothing when nothing may be shown', async () => {
    const { ask, soldOut, logged } = open({});
    for (const id of ids) soldOut(id);
    const { shown, decision } = await ask();
    expect([shown, decision.chosen, decision.source]).toEqual([[], [], 'fallback']);
    expect(logged).toHaveLength(1);
  });
});

describe('a product that sells out while the engine waits', () => {
  it('is not shown by the policy, and nothing takes its place silently', async () => {
    const clock = manualClock(start);
    const { ask, soldOut } = open({
      clock,
      sources: [always(ids), { ...late(clock, 30), id: 'slow' }],
      shelf: { sources: ['always', 'slow'], count: 6 },
    });
    const asked = ask();
    clock.advance(10);
    soldOut('p2');
    const { answer } = await passing(clock, asked);
    expect(answer.shown).not.toContain('p2');
    expect(answer.decision.source).toBe('policy');
    // Each product keeps the place that it was drawn for.
    for (const { product, position } of answer.items)
      expect(answer.decision.chosen[position]).toBe(product.id);
  });

  it('is not shown by the fallback chain', async () => {
    const clock = manualClock(start);
    const recommendations = () => clock.timer(30).expired.then(() => ['p2', 'p3']);
    const { ask, soldOut } = open({
      clock,
      sources: [always([])],
      popular: [],
      storeFront: { recommendations },
    });
    const asked = ask();
    clock.advance(10);
    soldOut('p2');
    expect((await passing(clock, asked)).answer.shown).toEqual(['p3']);
  });

  it('ends in the fallback chain when it leaves the catalogue altogether', async () => {
    const clock = manualClock(start);
    const { ask, engine } = open({
      clock,
      sources: [always(ids), { ...late(clock, 30), id: 'slow' }],
      shelf: { sources: ['always', 'slow'] },
    });
    const asked = ask();
    clock.advance(10);
    engine.catalog.apply({ kind: 'tombstone', id: 'p2', deletedAt: start + 10 }, 99);
    const { answer } = await passing(clock, asked);
    expect(answer.shown.length).toBeGreaterThan(0);
    expect(answer.shown).not.toContain('p2');
  });
});
