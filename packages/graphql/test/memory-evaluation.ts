import type { EvaluatedPolicy, EvaluationGateway } from '../src/index.ts';
import { noon } from './fixtures.ts';

const weights = { effectiveSampleSize: 420.5, largestWeight: 4, meanWeight: 1.02, unused: 7 };
const estimate = {
  value: 0.2,
  low: 0.1,
  high: 0.3,
  units: 500,
  effectiveSampleSize: 420,
  effectiveRewards: 90,
};

const policies: readonly EvaluatedPolicy[] = [
  {
    name: 'uniform',
    logged: false,
    verdict: 'estimate',
    values: [
      {
        estimator: 'dr',
        estimate,
        difference: { verdict: 'not told apart', value: 0.01, low: -0.1, high: 0.12 },
      },
    ],
    ...weights,
    weights: [{ from: 1, to: 2, rows: 500 }],
  },
  {
    name: 'greedy',
    logged: false,
    verdict: 'not enough evidence',
    values: [
      { estimator: 'dr', refusal: { code: 'EMPTY_LOG', message: 'The log has no rows', fix: 'Wait.' } },
    ],
    ...weights,
    weights: [],
  },
];

/** A shop whose log says something of one policy; it notes what it is asked. */
export function memoryEvaluation(calls: unknown[][]): EvaluationGateway {
  return {
    async current() {
      const log = {
        decisions: 600,
        rows: 500,
        learned: 700,
        leftOut: [{ reason: 'made as control', count: 9 }],
      };
      return {
        state: 'done',
        point: 'home.top',
        policies: ['uniform', 'greedy'],
        startedAt: noon,
        startedBy: 'ann',
        report: { level: 0.95, ...log, notes: ['A note.'], policies },
      };
    },
    policies: () => ['configured', 'uniform'],
    async start(request, actor) {
      calls.push(['start', request, actor]);
      return { ...request, state: 'running', startedAt: noon, startedBy: actor, read: 12 };
    },
  };
}
