import { draw, gamma, hashString, normal, seededRng } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { turned } from './choice.ts';
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

/** What the names of all simulated shoppers begin with: a shop that real people visit too can tell them apart. */
export const simulatedPrefix = 'simulated-';

/** The n-th shopper of a world at a time: always the same one, with the tastes of the time. */
export function shopper(world: World, n: number, at: Instant): Shopper {
  const rng = seededRng(hashString(`shopper ${n}`, world.seed), 'shopper');
  const segment = world.segments[
    draw(
      rng,
      world.segments.map(({ share }) => share),
    )
  ] as Segment;
  const now = turned(world, at);
  const { from, to } = segment.taste;
  return {
    name: `${simulatedPrefix}${segment.name}-${n}`,
    segment,
    taste: vector((i) => {
      const common = now({ from: from[i] as number, to: to[i] as number });
      return 0.8 * common + 0.6 * normal(rng);
    }),
    // Gamma with mean 1 and deviation ½: nobody likes a higher price.
    thrift: (segment.thrift * gamma(rng, 4)) / 4,
    consent: rng.next() < world.settings.consent,
    device: rng.next() < 0.65 ? 'phone' : 'desktop',
  };
}
