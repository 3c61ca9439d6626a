import { diagnose, type PolicyValue, type Refusal } from '@armoire/evaluation';
import { describe, expect, it } from 'vitest';
import { type EvaluationReport, evaluationAsHtml, evaluationAsText } from '../index.ts';
import { scaleOf } from './markup.ts';

const diagnostics = diagnose([{ reward: 1, propensity: 0.5, target: 1 }]);
const estimate: PolicyValue = {
  verdict: 'estimate',
  estimator: 'snips',
  value: -0.25,
  interval: { low: -0.5, high: 0.125, level: 0.95, method: 'asymptotic' },
  diagnostics,
  units: 10,
};
const refusal: Refusal = {
  verdict: 'not enough evidence',
  code: 'FEW_CHOICES',
  message: 'The log is thin',
  fix: 'Log more.',
};
const weights = {
  effectiveSampleSize: 5,
  largest: 4,
  mean: 1,
  zero: 2,
  bins: [
    { from: 0.5, to: 1, rows: 3 },
    { from: 1, to: 2, rows: 5 },
  ],
};
const report: EvaluationReport = {
  log: {
    source: 'vw',
    name: '<log>.txt',
    decisions: 10,
    rows: 10,
    learned: 0,
    leftOut: { 'lines that could not be read': 1 },
    notes: ['A note.'],
    bad: { lines: 1, first: [{ file: '<log>.txt', line: 3, code: 'INVALID_JSON', message: '"<" is wrong' }] },
  },
  level: 0.95,
  estimators: ['snips'],
  policies: [
    { name: 'logged', verdict: 'estimate', values: { snips: estimate }, weights },
    {
      name: 'greedy:{"priorMean":1}',
      verdict: 'estimate',
      values: { snips: estimate },
      differences: { snips: { verdict: 'worse', value: -1, interval: estimate.interval } },
      weights,
    },
    {
      name: 'uniform',
      verdict: 'not enough evidence',
      values: { snips: refusal },
      differences: { snips: refusal },
      weights,
    },
  ],
};

describe('the report', () => {
  it('says in words what was found, what was refused, and what could not be read', () => {
    const text = evaluationAsText(report);
    expect(text).toMatch(/greedy\S+ +snips +−0\.25 +−0\.5 … 0\.125 +−1 +worse/);
    expect(text).toContain('Not enough evidence for uniform: The log is thin. Log more.');
    expect(text).toContain('<log>.txt:3 INVALID_JSON');
    expect(text).toContain('Left out: 1 lines that could not be read.');
  });

  it('is one page with pictures that needs nothing from elsewhere', () => {
    const page = evaluationAsHtml(report);
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);
    expect(page).not.toContain('<log>');
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(6);
    expect(page).toContain('aria-label="greedy:&#123;'.replace('&#123;', '{'));
    for (const words of [
      'not enough evidence',
      'worse than the log',
      'prefers-color-scheme: dark',
      'A note.',
    ])
      expect(page).toContain(words);
    // Every drawing is in percent of its width, so that none is wider than the screen.
    for (const [, x] of page.matchAll(/ c?x1?="([\d.]+)%"/g)) expect(Number(x)).toBeLessThanOrEqual(100);
  });
});

describe('what belongs to shelves', () => {
  const around = (mean: number) => ({ mean, low: mean - 0.1, high: mean + 0.1 });
  const price = {
    reward: { bound: around(0.4), free: around(0.5), difference: around(-0.1) },
    component: { bound: around(0.3), free: around(0.2), difference: around(0.1) },
    exchange: 1,
    decisions: 1200,
  };
  const looks = {
    examination: [{ position: 0, examination: 1, low: 1, high: 1, actions: 4 }],
    continuation: [{ position: 0, continuation: 0.6, low: 0.5, high: 0.7, clicks: 90 }],
  };

  it('stands on the page as pictures, where the log tells it', () => {
    const page = evaluationAsHtml({
      ...report,
      constraints: [
        { policy: 'bound', of: 'margin', price },
        { policy: 'idle', of: 'margin' },
        { policy: 'thin', of: 'margin', refusal: { ...refusal, message: 'The log is <thin>' } },
      ],
      looks,
    });
    expect(page).toContain('aria-label="reward with: 0.4, from 0.3 to 0.5"');
    expect(page).toContain('One more unit of margin costs 1 of the reward');
    expect(page).toContain('the constraint moves nothing here');
    expect(page).toContain(
      '<h3>thin</h3><p class="quiet">Not enough evidence: The log is &#60;thin&#62;. Log more.',
    );
    expect(page).toContain('aria-label="Place 1, goes on: 0.6, from 0.5 to 0.7"');
    const plain = evaluationAsHtml(report);
    expect(plain).not.toContain('What constraints cost');
    expect(plain).not.toContain('How far down');
  });
});

describe('a scale', () => {
  it('has round ticks inside of what it shows', () => {
    const { ticks, at } = scaleOf([0.0013, 0.0187]);
    expect(ticks).toEqual([0.005, 0.01, 0.015]);
    expect(at(0.0013)).toBeGreaterThanOrEqual(0);
    expect(at(0.0187)).toBeLessThanOrEqual(100);
  });

  it.each([[[]], [[3]], [[0, 0]]])('holds for %j', (values) => {
    const { ticks, at } = scaleOf(values);
    expect(ticks.length).toBeGreaterThan(0);
    for (const value of values) expect(at(value)).toBe(50);
  });
});
