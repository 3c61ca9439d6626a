import {
  type AnyPolicy,
  adaptiveLinear,
  bagging,
  effectsThompson,
  linearMaillard,
  linearThompson,
  linearUcb,
  logisticThompson,
  onlineCover,
  regCb,
  squareCb,
} from '@armoire/core';
import { day } from '@armoire/protocol';
import { roundsPerDay } from './contextual-play.ts';

/** As many rounds as a factor of 0.995 a round takes to halve what was seen. */
const halfLife = (day * Math.log(2)) / -Math.log(0.995) / roundsPerDay;

/**
 * The default, with what the four worlds have in common with a shop told to it: the first feature is a constant. Its
 * settings were chosen on the seeds 101 to 110, and not looked at again once these of the benchmark had been run.
 */
export function theDefault(width: number): AnyPolicy {
  return adaptiveLinear({ width, constant: 0 });
}

/** All others, each with its defaults where nothing is said. */
export const field: Readonly<Record<string, (width: number) => AnyPolicy>> = {
  'linear Thompson': (width) => linearThompson({ width, epsilon: 0.01, samples: 16 }),
  'linear Thompson, α = 0.5': (width) =>
    linearThompson({ width, epsilon: 0.01, samples: 16, exploration: 0.5 }),
  'linear Thompson, discounted': (width) =>
    linearThompson({ width, epsilon: 0.01, samples: 16, exploration: 0.5, halfLife }),
  'ridge LinUCB': (width) => linearUcb({ width }),
  'ridge LinUCB, ε = 0.02': (width) => linearUcb({ width, epsilon: 0.02 }),
  'ridge LinUCB, windowed': (width) => linearUcb({ width, window: 3 * halfLife }),
  'linear Maillard': (width) => linearMaillard({ width, epsilon: 0.01 }),
  'SquareCB, γ = 10√n': (width) => squareCb({ width }),
  'SquareCB, γ in noise, 30√n': (width) => squareCb({ width, unit: 'noise', scale: 30 }),
  'RegCB, optimistic': (width) => regCb({ width }),
  'RegCB, elimination': (width) => regCb({ width, variant: 'elimination', radius: 0.03 }),
  'logistic Thompson': (width) => logisticThompson({ width, epsilon: 0.01, samples: 16 }),
  bagging: (width) => bagging({ width, epsilon: 0.01 }),
  'Online Cover': (width) => onlineCover({ width, epsilon: 0.01 }),
  'linear Thompson with effects': (width) =>
    effectsThompson({
      width,
      epsilon: 0.01,
      samples: 16,
      exploration: 0.5,
      // No article of these worlds comes again, and none has a text: what effects cost where there are none.
      category: () => undefined,
      neighbours: () => [],
    }),
};
