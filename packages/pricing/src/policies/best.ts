import { type Next, uniformOver } from '@armoire/core';

/** With probability 1 − ε the best action left, the first of equals, else any of those left: ε/K each. */
export function bestWith(values: Float64Array, epsilon: number): Next {
  return (prefix) => {
    let best = -1;
    for (let i = 0; i < values.length; i++)
      if (!prefix.includes(i) && (best < 0 || (values[i] as number) > (values[best] as number))) best = i;
    const chances = uniformOver(values.length, prefix).map((p) => epsilon * p);
    chances[best] = (chances[best] as number) + (1 - epsilon);
    return chances;
  };
}
