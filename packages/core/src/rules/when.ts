import type { Instant, PointId } from '@armoire/protocol';
import type { Context } from '../policies/index.ts';
import type { When } from './rule.ts';

/** What is known of a decision's circumstances; its log has it, so that rules hold again when it is replayed. */
export interface Occasion {
  readonly point: PointId;
  readonly at: Instant;
  /** As in the decision's context, which has the weekday and the market. */
  readonly values: Context['values'];
}

/** Whether a rule is at work. */
export function applies(when: When | undefined, { point, at, values }: Occasion): boolean {
  if (when === undefined) return true;
  return (
    (when.from === undefined || at >= when.from) &&
    (when.until === undefined || at < when.until) &&
    (when.points?.includes(point) ?? true) &&
    named(when.markets, values.market) &&
    named(when.channels, values.channel) &&
    named(when.categories, values.category) &&
    named(when.products, values.product) &&
    named(when.weekdays, values.weekday)
  );
}

function named(names: readonly string[] | undefined, value: unknown): boolean {
  return names === undefined || (typeof value === 'string' && names.includes(value));
}
