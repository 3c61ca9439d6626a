/** The settings that may bend a policy's distribution at a place. */
export type ShapingCode =
  | 'warm-start'
  | 'budget'
  | 'burn-in'
  | 'constraint'
  | 'diversity'
  | 'calibration'
  | 'randomised'
  | 'exposure';

/** What one setting did to the probability of one action at one place. */
export interface Shaping {
  readonly code: ShapingCode;
  /**
   * By how much it multiplied the probability; absent where there was none before. For `warm-start` what history counts
   * for beside what was seen, as a share; for `burn-in`, which decides alone, nothing.
   */
  readonly value?: number;
}

interface Layer {
  readonly code: ShapingCode;
  /** The distribution that the setting bent, or was said of: others may have bent it before. */
  readonly before: Float64Array;
  readonly value: (action: number) => number | undefined;
  /** Whether it is worth telling of an action. */
  readonly tells: (value: number | undefined) => boolean;
}

/** A smaller factor than this is nothing that anybody would see. */
const least = 0.05;

/** Who bent a distribution, by the distribution itself: nothing that looks at it, or passes it on, has to know. */
const layers = new WeakMap<Float64Array, Layer>();

/** Says that a distribution is another one, bent by a setting. */
export function bent(after: Float64Array, code: ShapingCode, before: Float64Array): Float64Array {
  if (after === before) return after;
  layers.set(after, {
    code,
    before,
    value: (action) => {
      const p = before[action] as number;
      return p > 0 ? (after[action] as number) / p : undefined;
    },
    tells: (factor) => factor === undefined || Math.abs(Math.log(factor)) >= Math.log1p(least),
  });
  return after;
}

/** A copy of a distribution of which it is said that a setting made it alone, or had its part in what is believed. */
export function madeBy(
  made: Float64Array,
  code: ShapingCode,
  value: (action: number) => number | undefined = () => undefined,
): Float64Array {
  const own = Float64Array.from(made);
  layers.set(own, { code, before: made, value, tells: (share) => share === undefined || share >= least });
  return own;
}

/** The settings that bent the probability of an action, from the inside out; those that hardly did are left out. */
export function shapingsOf(distribution: Float64Array, action: number): Shaping[] {
  const layer = layers.get(distribution);
  if (layer === undefined) return [];
  const inner = shapingsOf(layer.before, action);
  const value = layer.value(action);
  if (!layer.tells(value)) return inner;
  return [...inner, { code: layer.code, ...(value === undefined ? {} : { value }) }];
}
