import type { PointId } from '@armoire/protocol';
import type { Arm } from './assignment.ts';

/** The arms of a holdout: `control` gets the declared baseline, `armoire` what the policies choose. */
export type HoldoutArm = 'control' | 'armoire';

/** The layer in which a point's holdout is assigned; the points are independent of each other. */
export function holdoutLayer(point: PointId): string {
  return `holdout/${point}`;
}

/** @param share of the units that get the baseline, in [0, 1] */
export function holdoutArms(share: number): readonly (Arm & { readonly name: HoldoutArm })[] {
  return [
    { name: 'control', weight: share },
    { name: 'armoire', weight: 1 - share },
  ];
}
