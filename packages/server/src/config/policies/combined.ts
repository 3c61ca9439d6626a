import { z } from 'zod';
import { keysOf } from '../fields.ts';
import { arms, sumArms } from './arms.ts';
import { contextual } from './contextual.ts';
import { oneOfAll, oneOfOurs } from './named.ts';
import { positive, share } from './options.ts';

/** Forgets an action when its rewards change. */
export const changeDetecting = keysOf({
  name: z.literal('change-detecting'),
  /** What chooses; thompson-bernoulli when absent. */
  base: oneOfOurs(sumArms).optional(),
  tolerance: positive.optional(),
  threshold: positive.optional(),
  least: positive.optional(),
});

/** Any other with a share of chance. */
export const epsilonSoft = keysOf({
  name: z.literal('epsilon-soft'),
  /** What chooses the rest of the time; kl-ucb when absent. */
  base: oneOfAll([...arms, ...contextual, changeDetecting]).optional(),
  epsilon: share.optional(),
});
