import { cascadeDr } from './cascade-dr.ts';
import { clippedIps } from './clipped-ips.ts';
import { dm } from './dm.ts';
import { dr } from './dr.ts';
import { dros } from './dros.ts';
import type { Estimator } from './estimator.ts';
import { iips } from './iips.ts';
import { ips } from './ips.ts';
import { mrdr } from './mrdr.ts';
import { replay } from './replay.ts';
import { rips } from './rips.ts';
import { sgDr } from './sg-dr.ts';
import { sgIps } from './sg-ips.ts';
import { sndr } from './sndr.ts';
import { snips } from './snips.ts';
import { switchDr } from './switch-dr.ts';

/** All estimators that take no more than what {@link Estimator.needs} says, by name. */
const all = {
  replay,
  dm,
  ips,
  'clipped-ips': clippedIps,
  'sg-ips': sgIps,
  snips,
  dr,
  sndr,
  'switch-dr': switchDr,
  dros,
  'sg-dr': sgDr,
  mrdr,
  iips,
  rips,
  'cascade-dr': cascadeDr,
} satisfies Record<string, Estimator>;

export type EstimatorId = keyof typeof all;

/** The estimators by name. */
export const estimators: Readonly<Record<EstimatorId, Estimator>> = all;
