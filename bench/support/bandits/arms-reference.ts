import { type ArmsWorld, luckOf } from './arms-worlds.ts';

/**
 * Bernoulli Thompson sampling by the book (Russo et al. 2018, algorithm 3.2), with none of the code that it is compared
 * to: plain counts, a generator of its own (splitmix32), and Cheng's rejection (1978, algorithm BB) for the beta. Only
 * the luck of the arms is shared, so that both play the same worlds.
 */
export function referenceRegret(world: ArmsWorld, rounds: number, seed: number): number {
  const luck = luckOf(world, seed);
  const uniform = splitmix(seed);
  const wins = new Array<number>(world.arms).fill(1);
  const losses = new Array<number>(world.arms).fill(1);
  let regret = 0;
  for (let t = 0; t < rounds; t++) {
    const chances = world.chances(t, rounds);
    let chosen = 0;
    let highest = -1;
    for (let arm = 0; arm < world.arms; arm++) {
      const drawn = betaOf(uniform, wins[arm] as number, losses[arm] as number);
      if (drawn > highest) {
        chosen = arm;
        highest = drawn;
      }
    }
    regret += Math.max(...chances) - (chances[chosen] as number);
    const won = (luck[chosen] as { next(): number }).next() < (chances[chosen] as number);
    if (won) wins[chosen] = (wins[chosen] as number) + 1;
    else losses[chosen] = (losses[chosen] as number) + 1;
  }
  return regret;
}

/** Uniform in (0, 1): the middle of one of 2³² cells. */
function splitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    z ^= z >>> 15;
    return ((z >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Beta(a, b) for whole a, b ≥ 1. With a 1 among them the distribution function is inverted. */
function betaOf(uniform: () => number, a: number, b: number): number {
  if (b === 1) return uniform() ** (1 / a);
  if (a === 1) return 1 - uniform() ** (1 / b);
  const least = Math.min(a, b);
  const most = Math.max(a, b);
  const sum = a + b;
  const beta = Math.sqrt((sum - 2) / (2 * least * most - sum));
  const gamma = least + 1 / beta;
  for (;;) {
    const u = uniform();
    const v = beta * Math.log(u / (1 - u));
    const w = least * Math.exp(v);
    const z = u * u * uniform();
    const r = gamma * v - Math.log(4);
    const accepted = r + sum * Math.log(sum / (most + w)) >= Math.log(z);
    if (accepted) return least === a ? w / (most + w) : most / (most + w);
  }
}
