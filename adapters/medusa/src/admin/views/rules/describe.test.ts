import { expect, it } from 'vitest';
import type { Rule } from '../../api/types.ts';
import { speechOf } from '../../words/index.ts';
import { amountOf, idsOf, inputOf, whatOf, whenOf } from './describe.ts';

const { words, format } = speechOf('en');
const speech = { words, format, title: (id: string) => (id === 'p1' ? 'Kettle' : id) };

const selection = {
  ...{ ids: null, categories: null, tags: null, brands: null, families: null },
  ...{ minDaysOld: null, maxDaysOld: null, price: null, options: null },
};
const rule = (more: Partial<Rule>): Rule => ({
  ...{ id: 'r', note: null, paused: null, effect: 'boost', factor: null, product: null, position: null },
  ...{ afterDays: null, count: null, years: null, when: null, select: null, except: null },
  ...more,
});

it('says what a rule does, of what, and when', () => {
  const pin = rule({ effect: 'pin', product: 'p1', position: 0, when: { points: ['home.featured'] } });
  expect(whatOf(pin, speech)).toBe('Kettle, place 1');
  expect(whenOf(pin, speech)).toBe('Points: home.featured');
  const boost = rule({
    factor: 2,
    select: { ...selection, tags: ['new'], price: { from: 500, to: null } },
    except: { ...selection, ids: ['p1', 'p2'] },
  });
  expect(amountOf(boost, speech)).toBe('×\u00a02');
  expect(whatOf(boost, speech)).toBe('Tags: new · from 5 · except Products: Kettle, p2');
  expect(whenOf(boost, speech)).toBe('always');
  expect(idsOf(pin)).toEqual(['p1']);
  expect(idsOf(boost)).toEqual(['p1', 'p2']);
});

it('sends a rule without what is absent', () => {
  expect(inputOf(rule({ paused: true, select: { ...selection, ids: ['p1'] } }))).toEqual({
    ...{ id: 'r', effect: 'boost', paused: true, select: { ids: ['p1'] } },
  });
});
