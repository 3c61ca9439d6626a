import { describe, expect, it } from 'vitest';
import { mostRules, parseRules } from './index.ts';

const thrown = (input: unknown) => {
  try {
    parseRules(input);
  } catch (error) {
    return error;
  }
  return undefined;
};
const select = { tags: ['sale'] };

describe('parseRules', () => {
  it('reads every effect', () => {
    const rules = [
      { id: 'a', effect: 'include', select },
      { id: 'b', effect: 'exclude', select, except: { ids: ['p1'] } },
      { id: 'c', effect: 'boost', select: { price: { from: 100, to: 200 } }, factor: 2 },
      { id: 'd', effect: 'pin', product: 'p1', position: 0 },
      { id: 'e', effect: 'hide-bought', afterDays: 30, except: { categories: ['coffee'] } },
      { id: 'f', effect: 'at-least', select: { brands: ['Nord'] }, count: 2 },
      { id: 'g', effect: 'at-most', select: { options: [{ name: 'size', values: ['XL'] }] }, count: 0 },
      {
        id: 'h',
        effect: 'age',
        select: { families: ['rum'], maxDaysOld: 10 },
        years: 18,
        note: 'law',
        paused: true,
      },
    ];
    expect(parseRules(rules)).toEqual(rules);
    const when = {
      points: ['home'],
      from: '2026-01-01T00:00:00+01:00',
      until: 1_800_000_000_000,
      weekdays: ['monday'],
    };
    expect(parseRules([{ ...rules[0], when }])[0]?.when).toEqual({
      ...when,
      from: Date.UTC(2025, 11, 31, 23),
    });
  });

  it.each([
    [{}, 'rules', 'Send a list'],
    [[null], 'rules[0]', 'Send an object'],
    [[{ id: 'a', effect: 'boots', select, factor: 2 }], 'rules[0].effect', 'Did you mean boost?'],
    [[{ id: 'a' }], 'rules[0].effect', 'Use one of include'],
    [[{ id: 'a', effect: 'toString' }], 'rules[0].effect', 'Use one of'],
    [[{ id: 'a', effect: 'boost', select, facter: 2 }], 'rules[0].facter', 'Did you mean factor?'],
    [[{ id: 'a', effect: 'exclude', select: { tag: ['x'] } }], 'rules[0].select.tag', 'Did you mean tags?'],
    [
      [{ id: 'a', effect: 'exclude', select, when: { market: ['x'] } }],
      'rules[0].when.market',
      'Did you mean markets?',
    ],
    [
      [{ id: 'a', effect: 'exclude', select: { price: { form: 1 } } }],
      'rules[0].select.price.form',
      'Did you mean from?',
    ],
    [
      [{ id: 'a', effect: 'exclude', select: { options: [{ nam: 'x', values: ['y'] }] } }],
      'rules[0].select.options[0].nam',
      'Did you mean name?',
    ],
    [[{ id: 'a', effect: 'exclude', select: {} }], 'rules[0].select', 'Correct'],
    [[{ id: 'a', effect: 'boost', select, factor: 0 }], 'rules[0].factor', 'Correct'],
    [[{ id: 'a', effect: 'pin', product: 'p', position: 0.5 }], 'rules[0].position', 'Correct'],
    [[{ id: 'a', effect: 'age', select, years: 0 }], 'rules[0].years', 'Correct'],
    [[{ id: 'a', effect: 'exclude', select, when: { from: 5, until: 5 } }], 'rules[0].when', 'Correct'],
    [
      [{ id: 'a', effect: 'exclude', select: { price: { from: 3, to: 2 } } }],
      'rules[0].select.price',
      'Correct',
    ],
    [
      [
        { id: 'a', effect: 'exclude', select },
        { id: 'a', effect: 'include', select },
      ],
      'rules[1].id',
      'Give it another id.',
    ],
    [Array.from({ length: mostRules + 1 }, () => ({})), 'rules', 'Keep at most'],
  ])('says where a fault is, and what to do: %#', (input, path, fix) => {
    expect(thrown(input)).toMatchObject({ code: 'INVALID_INPUT', path, fix: expect.stringContaining(fix) });
  });
});
