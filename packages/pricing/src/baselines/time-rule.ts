import type { Policy } from '@armoire/core';
import { nearestRung, type RuleInput } from './nearest.ts';

/** A price by the calendar: whatever the merchant's rule says for the context and the time, such as a tenth less on Sundays. */
export function timeRule(rule: (input: Pick<RuleInput, 'context' | 'at'>) => number): Policy {
  return nearestRung('price-time', rule);
}

/** The markdown of many shops: factors for equal parts of the season, from `periodsLeft` of so many periods. */
export function seasonSteps(periods: number, factors: readonly number[]): Policy {
  return timeRule(({ context }) => {
    const left = context.values.periodsLeft;
    const gone = typeof left === 'number' ? Math.min(Math.max(1 - left / periods, 0), 1) : 0;
    return factors[Math.min(Math.floor(gone * factors.length), factors.length - 1)] ?? 1;
  });
}
