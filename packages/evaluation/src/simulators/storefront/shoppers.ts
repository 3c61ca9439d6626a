import { draw, gamma, hashString, normal, seededRng } from '@armoire/core';
import { type Segment, vector, type World } from './world.ts';

/** Somebody who comes to the shop. The name is known to the simulation even where the shop may not know it. */
export interface Shopper {
  readonly name: string;
  readonly segment: Segment;
  readonly taste: Float64Array;
  /** Sensitivity to prices, around 1. */
  readonly thrift: number;
  /** Whether the shop may recognise them. */
  readonly consent: boolean;
  readonly device: 'phone' | 'desktop';
}

/** The n-th shopper of a world: always the same one. */
export function shopper(world: World, n: number): Shopper {
  const rng = seededRng(hashString(`shopper ${n}`, world.seed), 'shopper');
  const segment = world.segments[
    draw(
      rng,
      world.segments.map(({ share }) => share),
    )
  ] as Segment;
  return {
    name: `s-${n}`,
    segment,
    taste: vector((i) => 0.8 * (segment.taste[i] as number) + 0.6 * normal(rng)),
    // Gamma with mean 1 and deviation ½: nobody likes a higher price.
    thrift: (segment.thrift * gamma(rng, 4)) / 4,
    consent: rng.next() < world.settings.consent,
    device: rng.next() < 0.65 ? 'phone' : 'desktop',
  };
}
