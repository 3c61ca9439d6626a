import { hashString } from '../random/index.ts';

export interface Arm {
  readonly name: string;
  /** Relative share of units. */
  readonly weight: number;
}

/**
 * The arm of a unit in a layer: sticky, and independent between layers, since each hashes with its own name.
 *
 * u = hash(layer ␀ unit) / 2³² falls into one of the intervals that the weights cut [0, 1) into.
 */
export function assign(layer: string, unit: string, arms: readonly Arm[]): Arm {
  const total = arms.reduce((sum, arm) => sum + arm.weight, 0);
  if (!(total > 0 && arms.every(({ weight }) => weight >= 0))) {
    throw new RangeError(`layer "${layer}" needs arms with weights of zero and more, and one above zero`);
  }
  let rest = (hashString(`${layer}\u0000${unit}`) / 2 ** 32) * total;
  for (const arm of arms) {
    rest -= arm.weight;
    if (rest < 0) return arm;
  }
  return arms.findLast((arm) => arm.weight > 0) as Arm;
}
