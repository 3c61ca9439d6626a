import { type EvaluateOptions, evaluate, logisticModel } from '@armoire/evaluation';
import { atMost, type Report } from '../report.ts';
import { reference } from './reference.ts';
import { logOf, modelled, syntheticWorld, valueAt } from './world.ts';

const plain = ['dm', 'ips', 'snips', 'dr', 'sndr', 'mrdr'] as const;
const tuned = ['clipped-ips', 'sg-ips', 'switch-dr', 'dros', 'sg-dr'] as const;
const compared: readonly (readonly [name: string, options: EvaluateOptions])[] = [
  ...plain.map((estimator) => [estimator, { estimator }] as const),
  ...tuned.map((estimator) => [`${estimator} by least error`, { estimator }] as const),
  ...tuned.map((estimator) => [`${estimator} by slope`, { estimator, tuning: 'slope' }] as const),
];

/**
 * Relative error |V̂ − V| / V of the estimators on 10,000 rows of 30 actions, as the mean over worlds, with a logistic
 * model of context and action. V is that of the log's own contexts, as Open Bandit Pipeline takes it.
 */
export function errors(worlds: number): Report {
  const sums = new Map(compared.map(([name]) => [name, 0]));
  let apart = 0;
  for (let seed = 0; seed < worlds; seed++) {
    const world = syntheticWorld({ seed, actions: 30, dimensions: 10, tilt: 3 });
    const log = logOf(world, 10_000, seed);
    const rows = modelled(world, log, logisticModel(), seed);
    const truth = log.contexts.reduce((sum, x) => sum + valueAt(world, x), 0) / rows.length;
    for (const [name, options] of compared) {
      const found = evaluate(rows, options);
      if (found.verdict !== 'estimate') throw new Error(found.message);
      apart = Math.max(apart, Math.abs(found.value - reference(rows, options.estimator, found.parameter)));
      sums.set(name, (sums.get(name) ?? 0) + Math.abs(found.value - truth) / truth);
    }
  }
  const figures: Record<string, number> = {};
  for (const [name, sum] of sums) figures[`10,000 × 30: relative error of ${name}`] = sum / worlds;
  const error = (name: string) => (sums.get(name) ?? Number.NaN) / worlds;
  return {
    figures,
    bars: [
      atMost('10,000 × 30: furthest from the reference in the same run', apart, 1e-6),
      atMost('10,000 × 30: relative error of dr over that of ips', error('dr') / error('ips'), 1),
      atMost('10,000 × 30: relative error of dr over that of dm', error('dr') / error('dm'), 1),
    ],
  };
}
