import { expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import { uniform } from '../policies/index.ts';

const shared = { policy: uniform(), reward, deadline: 50, shadow: true };

function inShadow() {
  const shelf = { kind: 'shelf', ...shared, sources: ['a'], count: 2, candidates: 4 } as const;
  const points = {
    shelf,
    shown: { ...shelf, shadow: false },
    banner: { kind: 'choice', ...shared, actions: ['spring', 'sale'] } as const,
  };
  const made = shop(points, { sources: [proposing('a', ['p0', 'p1'])] });
  made.put(article('p0'), article('p1'));
  return made;
}

it('decides and logs in the shadow, and shows nothing', async () => {
  const { engine, decisions } = inShadow();
  const { shelves } = await engine.page({ visitor: {}, situation: {}, shelves: [{ point: 'shelf' }] });
  expect(shelves[0]?.items).toEqual([]);
  const choice = engine.choice({ point: 'banner', visitor: {}, situation: {} });
  expect(choice.action).toBeUndefined();
  expect(decisions.map(({ source }) => source)).toEqual(['shadow', 'shadow']);
  expect([...(decisions[0]?.chosen ?? [])].sort()).toEqual(['p0', 'p1']);
  expect(decisions[1]?.chosen).toHaveLength(1);
});

it('takes nothing from the shelves behind it', async () => {
  const { engine } = inShadow();
  const shelves = [{ point: 'shelf' }, { point: 'shown' }];
  const page = await engine.page({ visitor: {}, situation: {}, shelves });
  expect(page.shelves.map(({ items }) => items.length)).toEqual([0, 2]);
});
