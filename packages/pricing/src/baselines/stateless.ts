import type { AdditiveState } from '@armoire/core';

/** State of policies that learn nothing. */
export const stateless: AdditiveState = {
  kind: 'additive',
  sums: { width: 1 },
  contribution: () => [],
};
