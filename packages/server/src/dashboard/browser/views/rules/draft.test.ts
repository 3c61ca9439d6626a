import { describe, expect, it } from 'vitest';
import type { Rule } from '../../api/types.ts';
import { draftOf, emptyDraft, ruleOf } from './draft.ts';

const rules: readonly Rule[] = [
  { id: 'only', effect: 'include', select: { categories: ['lamps'], price: { from: 1990, to: 10000 } } },
  {
    id: 'none',
    effect: 'exclude',
    note: 'asked for by the supplier',
    select: { ids: ['a', 'b'], options: [{ name: 'colour', values: ['red'] }] },
    except: { tags: ['new'], minDaysOld: 3, maxDaysOld: 9 },
    when: { points: ['home'], weekdays: ['monday'], from: '2026-01-31T09:30:00.000Z' },
  },
  { id: 'more', effect: 'boost', paused: true, select: { brands: ['Oak'] }, factor: 2.5 },
  { id: 'here', effect: 'pin', product: 'a', position: 2, when: { categories: ['lamps'], markets: ['de'] } },
  { id: 'all-bought', effect: 'hide_bought' },
  { id: 'bought', effect: 'hide_bought', select: { families: ['oil'] }, afterDays: 30 },
  { id: 'some', effect: 'at_least', select: { tags: ['new'] }, count: 2 },
  { id: 'few', effect: 'at_most', select: { tags: ['new'] }, count: 2 },
  { id: 'grown', effect: 'age', select: { categories: ['wine'] }, years: 18 },
];

describe('a rule in a form', () => {
  it.each(rules)('$id comes back as it was', (rule) => {
    for (const unit of [1, 100, 1000]) expect(ruleOf(draftOf(rule, unit), unit)).toEqual(rule);
  });

  it('shows places from 1 and prices in the currency’s units', () => {
    expect(draftOf({ id: 'p', effect: 'pin', product: 'a', position: 0 }, 100).position).toBe('1');
    expect(draftOf(rules[0] as Rule, 100).select).toMatchObject({ priceFrom: '19.9', priceTo: '100' });
  });

  it('keeps nothing that its effect does not have', () => {
    const changed = { ...draftOf(rules[2] as Rule, 100), effect: 'pin' as const, product: ' a ' };
    expect(ruleOf(changed, 100)).toEqual({
      id: 'more',
      effect: 'pin',
      paused: true,
      product: 'a',
      position: 0,
    });
  });

  it('begins with something for every effect', () => {
    expect(ruleOf({ ...emptyDraft('at_least'), id: ' x ' }, 100)).toEqual({
      id: 'x',
      effect: 'at_least',
      select: {},
      count: 1,
    });
  });
});
