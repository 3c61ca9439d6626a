import { describe, expect, it } from 'vitest';
import { speechOf } from './index.ts';

describe('the words of the admin', () => {
  it('are those of its language, and English where there are none', () => {
    expect(speechOf('de-DE').words.tabs.prices).toBe('Preise');
    expect(speechOf('ja').words.tabs.prices).toBe('Prices');
    expect(speechOf('ja').language).toBe('en');
  });

  it('write money and shares as the language does', () => {
    const money = { amount: 123456, currency: 'EUR' };
    expect(speechOf('en').format.money(money)).toBe('€1,234.56');
    expect(speechOf('de').format.gain(money)).toBe('+1.234,56\u00a0€');
    expect(speechOf('en').format.money({ amount: 500, currency: 'JPY' })).toBe('¥500');
    expect([0.5, 40].map((value) => speechOf('de').format.major(value, 'EUR'))).toEqual([
      '0,50\u00a0€',
      '40\u00a0€',
    ]);
    expect(speechOf('en').format.percent(0.0714)).toBe('7.1%');
  });

  it('count one price as one', () => {
    const say = speechOf('en').words.prices.causes.proposed;
    expect(say?.({ source: 'Policy', rule: '', removed: '1' })).toBe('Policy; the guard removed one price');
    expect(say?.({ source: 'Policy', rule: '', removed: '2' })).toBe('Policy; the guard removed 2 prices');
    expect(say?.({ source: 'Policy', rule: '', removed: '' })).toBe('Policy');
  });
});
