import { type LoggedEvent, second } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import {
  type CandidateSet,
  type Decision,
  type ManualClock,
  manualClock,
  type NewEvent,
  type Point,
  seededEntropy,
} from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { epsilonGreedy, uniform } from '../policies/index.ts';
import type { Sums } from '../state/index.ts';
import { Learner } from './index.ts';
import { shownAfter } from './prices.ts';
import { leastWait, longestUnderWay } from './under-way.ts';

const start = Date.UTC(2026, 0, 5, 12);
const guard = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };
const points: Record<string, Point> = {
  shelf: {
    kind: 'shelf',
    policy: epsilonGreedy(),
    reward,
    deadline: 50,
    sources: ['a'],
    count: 2,
    candidates: 10,
  },
  price: {
    kind: 'price',
    policy: uniform(),
    reward,
    deadline: 50,
    ladder: [0.9, 1],
    slot: 40 * second,
    guard,
  },
};

type Shown = readonly [readonly Decision[], readonly CandidateSet[]];

/** A node on a storage that others use, too. Its decisions are on their way to the log until it has written them. */
function node(storage: ReturnType<typeof memoryStorage>, clock: ManualClock, seed: number) {
  const underWay: Shown[] = [];
  const s = shop(points, {
    sources: [proposing('a', ['p', 'q', 'r'])],
    clock,
    entropy: seededEntropy(seed),
    slots: storage.slots,
    decided: (decisions, sets) => {
      learner.remember(decisions, sets);
      underWay.push([decisions, sets]);
    },
    claimed: (decisions, sets) => learner.remember(decisions, sets),
  });
  s.put(article('p'), article('q'), article('r'));
  const again: number[] = [];
  const lost: string[] = [];
  const learner = new Learner({
    engine: s.engine,
    ...storage,
    clock,
    held: (wait) => again.push(wait),
    lost: (decisions) => lost.push(...decisions),
  });
  const write = async (count = underWay.length) => {
    for (const shown of underWay.splice(0, count)) await storage.decisions.append(...shown);
  };
  const show = async (shopper = 'ann') => {
    const { shelves } = await s.engine.page({
      visitor: { shopper },
      situation: {},
      shelves: [{ point: 'shelf' }],
    });
    return shelves[0]?.decision as Decision;
  };
  return { ...s, learner, write, show, again, lost };
}

function nodes(count: number) {
  const storage = memoryStorage();
  const clock = manualClock(start);
  const made = Array.from({ length: count }, (_, i) => node(storage, clock, i + 1));
  let n = 0;
  const happen = async (...events: readonly object[]): Promise<readonly LoggedEvent[]> => {
    const whole = events.map(
      (event) =>
        ({ id: `e${n++}`, at: clock.now(), receivedAt: clock.now(), ...event }) as unknown as NewEvent,
    );
    const appended = await storage.events.append('shop', whole);
    for (const event of appended.events) for (const { engine } of made) engine.observe(event);
    return appended.events;
  };
  const values = async () =>
    (await storage.state.samples('shop', 0, 1000)).map(({ decision, value }) => [decision, value]);
  return { storage, clock, nodes: made, happen, values };
}

const clickOn = ({ id, chosen }: Decision) => ({ kind: 'click', product: chosen[0], decision: id });

describe('Learner, of a decision that another node made', () => {
  it('waits for it, but not with what came before', async () => {
    const { clock, happen, values, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    const own = await a.show();
    const other = await b.show();
    await a.write();
    await happen(clickOn(own), clickOn(other), clickOn(await a.show('bob')));
    await a.learner.drain();
    expect(await values()).toEqual([[own.id, 1]]);
    expect([a.learner.offset, a.again.length]).toEqual([1, 1]);
    clock.advance(longestUnderWay - 1);
    await a.learner.drain();
    expect([a.learner.offset, a.again.length]).toEqual([1, 2]);
    await b.write();
    await a.learner.drain();
    expect((await values()).map(([decision]) => decision).slice(0, 2)).toEqual([own.id, other.id]);
    expect([a.learner.offset, a.lost]).toEqual([3, []]);
  });

  it('gives it up in the end, once, whatever the clock of the node that took the event', async () => {
    const { clock, happen, values, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    const lost = await b.show();
    const kept = await a.show();
    await a.write();
    await happen({ ...clickOn(lost), receivedAt: start + 3600 * second }, clickOn(kept));
    await a.learner.drain();
    expect(a.learner.offset).toBe(0);
    clock.advance(longestUnderWay);
    await a.learner.drain();
    expect([a.learner.offset, a.lost]).toEqual([2, [lost.id]]);
    await happen(clickOn(lost), clickOn(await a.show('bob')));
    await a.learner.drain();
    expect([a.learner.offset, a.lost]).toEqual([4, [lost.id]]);
    expect(await values()).toHaveLength(2);
  });

  it('looks for it for some time though the event itself came late, once for all that came with it', async () => {
    const { clock, happen, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    const lost = [await b.show(), await b.show('bob'), await b.show('eve')];
    await happen(...lost.map((decision) => ({ ...clickOn(decision), receivedAt: start - 3600 * second })));
    await a.learner.drain();
    clock.advance(leastWait - 1);
    await a.learner.drain();
    expect([a.learner.offset, a.lost]).toEqual([0, []]);
    clock.advance(1);
    await a.learner.drain();
    expect([a.learner.offset, a.lost]).toEqual([3, lost.map(({ id }) => id)]);
  });

  it('looks at the same time for what comes while it waits', async () => {
    const { clock, happen, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    for (const shopper of ['ann', 'bob', 'eve']) {
      await happen(clickOn(await b.show(shopper)));
      await a.learner.drain();
      clock.advance(second);
    }
    expect(a.learner.offset).toBe(0);
    for (const offset of [1, 2, 3]) {
      clock.advance(offset === 1 ? longestUnderWay - 3 * second : second);
      await a.learner.drain();
      expect(a.learner.offset).toBe(offset);
    }
  });

  it('never waits for its own, nor for those that teach nothing', async () => {
    const { happen, ...all } = nodes(1);
    const [a] = all.nodes as [ReturnType<typeof node>];
    const decision = await a.show();
    const dropped = await a.show('bob');
    a.learner.drop([dropped]);
    const { candidateSet: _, ...fallback } = await a.show('eve');
    a.learner.remember([{ ...fallback, id: 'fallback', source: 'fallback' }], []);
    await happen(clickOn(decision), clickOn(dropped), clickOn({ ...fallback, id: 'fallback' }));
    await a.learner.drain();
    expect([a.learner.offset, a.again]).toEqual([3, []]);
  });

  it('finds the price of a slot that another node has decided', async () => {
    const { clock, happen, values, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    const { decision } = await b.engine.price({ visitor: {}, product: 'p' });
    const line = { product: 'p', quantity: 1, unitPrice: { amount: 900, currency: 'EUR' } };
    clock.advance(shownAfter - 1);
    a.learner.push(await happen({ kind: 'purchase', order: 'early', lines: [line] }));
    await a.learner.drain();
    expect(await values()).toEqual([]);
    clock.advance(1);
    const late = await happen(
      { kind: 'view', product: 'p' },
      { kind: 'purchase', order: 'o', lines: [line], at: clock.now() + 60 * second },
    );
    a.learner.push(late);
    await a.learner.drain();
    expect(await values()).toEqual([[decision?.id, 5]]);
  });

  it('waits for the first decision of all, which was learned of before it was written', async () => {
    const { happen, values, ...all } = nodes(2);
    const [a, b] = all.nodes as [ReturnType<typeof node>, ReturnType<typeof node>];
    const first = await a.show();
    await happen({ ...clickOn(first), shopper: 'ann' });
    await a.learner.drain();
    const line = { product: first.chosen[0], quantity: 1, unitPrice: { amount: 900, currency: 'EUR' } };
    await happen({ kind: 'purchase', order: 'o', shopper: 'ann', lines: [line] });
    await b.learner.refresh();
    await b.learner.drain();
    expect(b.learner.offset).toBe(1);
    await a.write();
    await b.learner.drain();
    expect([b.learner.offset, (await values()).length]).toEqual([2, 2]);
  });

  it('learns exactly what one process does, however late decisions are and whoever learns', async () => {
    const step = fc.record({
      node: fc.nat(2),
      what: fc.constantFrom('show', 'price', 'click', 'view', 'buy', 'write', 'learn', 'wait'),
      which: fc.nat(50),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
        const { storage, clock, happen, nodes: made } = nodes(3);
        const shown: Decision[] = [];
        let orders = 0;
        for (const { node: n, what, which } of steps) {
          const each = made[n] as ReturnType<typeof node>;
          const decision = shown[which % Math.max(shown.length, 1)];
          const product = ['p', 'q', 'r'][which % 3];
          const token = which % 2 === 0 && decision?.chosen[0] === product ? { decision: decision?.id } : {};
          if (what === 'show') shown.push(await each.show(`s${which % 3}`));
          if (what === 'price' && product !== undefined) await each.engine.price({ visitor: {}, product });
          if (what === 'click' && decision !== undefined)
            await happen({ ...clickOn(decision), shopper: 'ann' });
          if (what === 'view') await happen({ kind: 'view', product, shopper: 'ann' });
          if (what === 'buy') {
            const line = { product, quantity: 1, unitPrice: { amount: 900, currency: 'EUR' }, ...token };
            await happen({ kind: 'purchase', order: `o${orders++}`, shopper: 'ann', lines: [line] });
          }
          if (what === 'write') await each.write(1 + (which % 2));
          if (what === 'learn') await each.learner.refresh().then(() => each.learner.drain());
          if (what === 'wait') {
            // No longer than a decision may take: what is given up is lost.
            for (const late of made) await late.write();
            clock.advance((which % 20) * second);
          }
        }
        for (const late of made) await late.write();
        for (const { learner } of made) await learner.refresh().then(() => learner.drain());
        for (const { lost } of made) expect(lost).toEqual([]);

        const empty = { ...memoryStorage(), decisions: storage.decisions };
        await empty.events.append(
          'shop',
          (await storage.events.read('shop', 0, 1000)).map(({ offset: _, ...event }) => event),
        );
        const one = node(empty, clock, 9);
        await one.learner.load();
        await one.learner.drain();
        const [first] = made;
        await first?.learner.refresh();
        expect(rows(first)).toEqual(rows(one));
      }),
      { numRuns: 150 },
    );
  });
});

function rows(of: ReturnType<typeof node> | undefined): readonly string[] {
  return Object.entries(points)
    .flatMap(([point, { policy }]) => [...((of?.engine.learned.state(point, policy) as Sums)?.rows() ?? [])])
    .map((row) => JSON.stringify(row))
    .sort();
}
