import type { AnyPolicy, PriceExperiment } from '@armoire/core';
import { ArmoireError, type Duration, hour, type Instant, type PointId } from '@armoire/protocol';
import { z } from 'zod';
import { duration, keysOf, oneOf } from './fields.ts';
import type { Plugins } from './plugins.ts';
import { type MadePricePolicy, makePricePolicy, pricePolicySchema } from './policies/index.ts';

/** `own`: the merchant's own price. `policy`: the point's policy. Or another one. */
const chooser = z.union([z.literal('own'), z.literal('policy'), pricePolicySchema], {
  error: (issue) =>
    'errors' in issue ? (issue.errors as z.core.$ZodIssue[][]).at(-1)?.[0]?.message : undefined,
});

const name = z.string().regex(/^[a-z][\w.-]{0,59}$/i, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is no name; begin with a letter, and use letters, digits, dot, dash`,
});

/** ISO 8601; what names no zone is in UTC. */
const instant = z.string().transform((value, context): Instant => {
  const at = Date.parse(/[T ]\d.*(Z|[+-]\d\d:?\d\d)$|^[\d-]+$/.test(value) ? value : `${value}Z`);
  if (Number.isFinite(at)) return at;
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(value)} is no time; write it like 2026-11-30`,
  });
  return z.NEVER;
});

/** A test of ways to choose prices, which take turns by slots: what is better is told with its interval. */
export const priceExperimentSchema = keysOf({
  /** Another name draws other turns: give a new experiment a new one. */
  name,
  /** When it begins, with the next whole slot. */
  from: instant,
  /** When it ends, at the latest; when it is taken out of the configuration, when absent. */
  until: instant.optional(),
  /** What the others are compared with; `own` when absent. */
  control: chooser.optional(),
  /** By name; `{ policy: 'policy' }` when absent. */
  arms: z.record(name, chooser).optional(),
  /**
   * `shop`, when absent: all articles take the same turns, so that what one of them takes from another is counted.
   * `product`: each takes turns of its own, which tells more in the same time where articles do not compete.
   */
  unit: oneOf(['shop', 'product']).optional(),
  /** Slots that an arm holds in one go; 1 when absent. */
  hold: z.number().int().min(1).max(1000).optional(),
  /**
   * Time at the beginning of each turn of which no sale counts, since carts keep the price before it; an hour, at most
   * a quarter of the turn, when absent.
   */
  washout: duration.optional(),
});

export type PriceExperimentSettings = z.output<typeof priceExperimentSchema>;

const control = 'control';

/**
 * @param point its policy, and the time for which its prices hold
 * @returns the experiment, and the policies that were made for its arms
 * @throws ArmoireError INVALID_CONFIG for arms that are none, or a washout that leaves nothing
 */
export function makePriceExperiment(
  settings: PriceExperimentSettings,
  point: { readonly policy: AnyPolicy; readonly slot: Duration; readonly ladder: readonly number[] },
  plugins: Plugins,
): { readonly experiment: PriceExperiment; readonly made: readonly MadePricePolicy[] } {
  const { name: layer, from, until, unit = 'shop', hold = 1 } = settings;
  const { arms = { policy: 'policy' as const } } = settings;
  const { slot, ladder } = point;
  const washout = settings.washout ?? Math.min(hour, (slot * hold) / 4);
  if (Object.keys(arms).length === 0 || control in arms)
    throw invalid('arms', 'name one arm or more, and none of them `control`, which is there by itself');
  if (!(washout >= 0 && washout < slot * hold))
    throw invalid('washout', 'is not shorter than a turn: no sale would count');
  if (until !== undefined && !(until > from)) throw invalid('until', 'is not after `from`');
  const all: MadePricePolicy[] = [];
  const chooserOf = (given: z.output<typeof chooser>): 'own' | AnyPolicy => {
    if (given === 'own') return 'own';
    if (given === 'policy') return point.policy;
    const made = makePricePolicy(given, plugins, { ladder, slot });
    all.push(made);
    return made.policy;
  };
  const chooses = Object.fromEntries([
    [control, chooserOf(settings.control ?? 'own')],
    ...Object.entries(arms).map(([arm, given]) => [arm, chooserOf(given)] as const),
  ]);
  const named = Object.keys(arms) as [string, ...string[]];
  const experiment: PriceExperiment = {
    ...{ layer: experimentLayer(layer), arms: [control, ...named], unit, slot, hold, washout, from, chooses },
    ...(until === undefined ? {} : { until }),
  };
  return { experiment, made: all };
}

const prefix = 'prices/';

function experimentLayer(name: PointId): string {
  return `${prefix}${name}`;
}

/** The name that the configuration gives an experiment. */
export function experimentName({ layer }: Pick<PriceExperiment, 'layer'>): string {
  return layer.slice(prefix.length);
}

function invalid(path: string, message: string): ArmoireError {
  return new ArmoireError('INVALID_CONFIG', `experiment.${path}: ${message}`, {
    path: `experiment.${path}`,
    fix: 'Correct the experiment of the price point.',
  });
}
