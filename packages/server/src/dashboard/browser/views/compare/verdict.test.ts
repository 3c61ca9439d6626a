import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

type Said = 'better' | 'worse' | 'not_told_apart';

const of = (...said: (Said | null)[]) =>
  verdictOf({
    verdict: said.some((each) => each !== null) ? 'estimate' : 'not_enough_evidence',
    values: said.map((verdict, i) => ({
      estimator: `e${i}`,
      estimate: null,
      refusal: null,
      difference: verdict === null ? null : { verdict, value: 0, low: -1, high: 1 },
    })),
  });

describe('the verdict on a policy', () => {
  it('is what all estimators say that could tell', () => {
    expect(of('better', 'better')).toBe('better');
    expect(of('worse', null)).toBe('worse');
    expect(of('not_told_apart')).toBe('not_told_apart');
  });

  it('says so when they do not agree, and when none could tell', () => {
    expect(of('better', 'not_told_apart')).toBe('disagree');
    expect(of(null, null)).toBe('not_enough_evidence');
    expect(of()).toBe('not_enough_evidence');
  });
});
