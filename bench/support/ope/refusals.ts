import { type EstimatorId, estimators, evaluate, type Row } from '@armoire/evaluation';
import { atMost, type Report } from '../report.ts';
import { logOf, syntheticWorld } from './world.ts';

/** Logs that say too little of a target, each with why. All must be refused, without a value. */
export function refusals(): Report {
  const world = syntheticWorld({ seed: 3, actions: 5, dimensions: 5, tilt: 1 });
  const log = (n: number): Row[] =>
    logOf(world, n, 1).rows.map((row) => ({
      ...row,
      expected: { logged: 0, target: 0 },
      robust: { logged: 0, target: 0 },
      position: 0,
      marginal: { propensity: row.propensity, target: row.target },
    }));
  const all = log(2_000);
  const thin: Readonly<Record<string, readonly Row[]>> = {
    'no rows': [],
    'below the least effective sample size': log(60),
    'seven rewards': all.map((row, i) => ({ ...row, reward: i % 300 === 0 ? 1 : 0 })),
    'a deterministic log': all.map((row) => ({ ...row, propensity: 1, support: 'none' as const })),
    'a target that the log never chose': all.map((row) => ({
      ...row,
      target: 0,
      marginal: { propensity: row.propensity, target: 0 },
    })),
    'a target outside of the support': all.map((row) => ({ ...row, outside: 0.2 })),
    'rows from fallbacks': all.map((row, i) => (i === 7 ? { ...row, source: 'fallback' as const } : row)),
    'twenty shoppers': all.map((row, i) => ({ ...row, cluster: `shopper ${i % 20}` })),
    'wrong propensities': all.map((row) => {
      const propensity = Math.min(2 * row.propensity, 1);
      return { ...row, propensity, marginal: { propensity, target: row.target } };
    }),
  };
  const figures: Record<string, number> = {};
  let estimated = 0;
  for (const [why, rows] of Object.entries(thin)) {
    const answers = (Object.keys(estimators) as EstimatorId[]).map((estimator) =>
      evaluate(rows, { estimator }),
    );
    const refused = answers.filter((found) => found.verdict === 'not enough evidence' && !('value' in found));
    figures[`refused for ${why}`] = refused.length;
    estimated += answers.length - refused.length;
  }
  return { figures, bars: [atMost('estimates that should have been refused', estimated, 0)] };
}
