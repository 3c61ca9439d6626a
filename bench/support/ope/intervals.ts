import { draw, seededRng } from '@armoire/core';
import { type EvaluateOptions, logisticModel, type Row } from '@armoire/evaluation';
import { atLeast, atMost, type Bar, type Report } from '../report.ts';
import { type Coverage, Coverages } from './coverage.ts';
import {
  type FiniteWorld,
  finite,
  largestWeight,
  logOf,
  modelled,
  syntheticWorld,
  type WorldOptions,
} from './world.ts';

export interface Effort {
  readonly logs: number;
  readonly resamples: number;
}

type Way = readonly [name: string, options: EvaluateOptions];

/** Coverage and mean width of every interval, on logs whose truth is known to the last digit. */
export function intervals(effort: Effort): Report {
  const reports = [balanced(effort), rare(effort), clustered(effort)];
  return {
    figures: Object.assign({}, ...reports.map(({ figures }) => figures)),
    bars: reports.flatMap(({ bars }) => bars),
  };
}

const contexts = 50;
const worlds = 8;

/** Several worlds of few contexts, whose value is known to the last digit. */
function finiteWorlds(options: Omit<WorldOptions, 'seed'>): FiniteWorld[] {
  return Array.from({ length: worlds }, (_, seed) =>
    finite(syntheticWorld({ seed, ...options }), contexts, seed),
  );
}

/** 500 rows of five actions, rewards in about half of the rows. */
function balanced({ logs, resamples }: Effort): Report {
  const all = finiteWorlds({ actions: 5, dimensions: 5, tilt: 2 });
  // Enough draws to meet all contexts.
  const most = Math.max(...all.map((world) => largestWeight(world, 100 * contexts, 1)));
  const bootstrap = { method: 'bootstrap', seed: 1, resamples } as const;
  const honest: readonly Way[] = (['ips', 'snips', 'dr', 'sndr', 'mrdr'] as const).flatMap(
    (estimator): Way[] => [
      [`${estimator}, asymptotic`, { estimator }],
      [`${estimator}, bootstrap`, { estimator, interval: bootstrap }],
    ],
  );
  const corrected: Way = [
    'snips, bootstrap bca',
    { estimator: 'snips', interval: { ...bootstrap, bounds: 'bca' } },
  ];
  const sure: readonly Way[] = [
    ['ips, bernstein', { estimator: 'ips', interval: { method: 'bernstein', bound: most } }],
    // What a model between 0 and 1 leaves over lies within ± 1.
    ['dr, bernstein', { estimator: 'dr', interval: { method: 'bernstein', low: -most, bound: 1 + most } }],
  ];
  const tuned = ['clipped-ips', 'sg-ips', 'switch-dr', 'dros', 'sg-dr'] as const;
  const biased: readonly Way[] = [
    ['dm, asymptotic', { estimator: 'dm' }],
    ...tuned.flatMap((estimator): Way[] => [
      [`${estimator} by least error, asymptotic`, { estimator }],
      [`${estimator} by slope, asymptotic`, { estimator, tuning: 'slope' }],
    ]),
  ];
  const found = covered('500 rows', [...honest, corrected, ...sure, ...biased], logs, (seed) => {
    const world = all[seed % worlds] as FiniteWorld;
    return [modelled(world, logOf(world, 500, seed), logisticModel(), seed), world.value];
  });
  const bars = [
    ...[...honest, corrected].flatMap(([name]) => within(`500 rows: ${name}`, found.of(name))),
    ...sure.map(([name]) => atLeast(`500 rows: ${name}, coverage`, found.of(name).share, 0.95)),
  ];
  return { figures: found.figures, bars };
}

/** 2,000 rows of which a few in a hundred are rewarded: where averages are least normal. */
function rare({ logs, resamples }: Effort): Report {
  const all = finiteWorlds({ actions: 5, dimensions: 5, level: -4, tilt: 10 });
  const bootstrap = { method: 'bootstrap', seed: 1, resamples } as const;
  const ways: readonly Way[] = [
    ['snips, asymptotic', { estimator: 'snips' }],
    ['snips, bootstrap', { estimator: 'snips', interval: bootstrap }],
    ['snips, bootstrap bca', { estimator: 'snips', interval: { ...bootstrap, bounds: 'bca' } }],
  ];
  const { figures, of } = covered('rare rewards', ways, logs, (seed) => {
    const world = all[seed % worlds] as FiniteWorld;
    return [logOf(world, 2_000, seed).rows, world.value];
  });
  return { figures, bars: ways.flatMap(([name]) => within(`rare rewards: ${name}`, of(name))) };
}

/** 120 shoppers of five rows each, who click often or seldom whatever they are shown. */
function clustered({ logs, resamples }: Effort): Report {
  const [logging, target] = [
    [0.5, 0.3, 0.2],
    [0.2, 0.3, 0.5],
  ] as const;
  const worth = [0.2, 0.3, 0.5];
  const truth = target.reduce((sum, p, a) => sum + p * (worth[a] as number), 0);
  const log = (seed: number): Row[] => {
    const rng = seededRng(seed, 'shoppers');
    return Array.from({ length: 120 }, (_, shopper) => {
      const eager = rng.next() < 0.5 ? 0.2 : 1.8;
      return Array.from({ length: 5 }, () => {
        const action = draw(rng, logging);
        return {
          reward: rng.next() < eager * (worth[action] as number) ? 1 : 0,
          propensity: logging[action] as number,
          target: target[action] as number,
          cluster: `shopper ${shopper}`,
        };
      });
    }).flat();
  };
  const ways: readonly Way[] = [
    ['snips, asymptotic', { estimator: 'snips' }],
    ['snips, bootstrap', { estimator: 'snips', interval: { method: 'bootstrap', seed: 1, resamples } }],
  ];
  const known = covered('shoppers', ways, logs, (seed) => [log(seed), truth]);
  const ignored = covered('shoppers taken for rows', ways.slice(0, 1), logs, (seed) => [
    log(seed).map(({ cluster, ...row }) => row),
    truth,
  ]);
  return {
    figures: { ...known.figures, ...ignored.figures },
    bars: ways.flatMap(([name]) => within(`shoppers: ${name}`, known.of(name))),
  };
}

function covered(
  world: string,
  ways: readonly Way[],
  logs: number,
  log: (seed: number) => readonly [rows: readonly Row[], truth: number],
) {
  const coverages = new Coverages(ways);
  for (let seed = 0; seed < logs; seed++) coverages.add(...log(seed));
  const found = new Map(coverages.results());
  const figures: Record<string, number> = { [`${world}: logs`]: logs };
  for (const [name, { share, width, refused }] of found) {
    figures[`${world}: ${name}, coverage`] = share;
    figures[`${world}: ${name}, mean width`] = width;
    if (refused > 0) figures[`${world}: ${name}, refused`] = refused;
  }
  const of = (name: string) => found.get(name) as Coverage;
  return { figures, of };
}

function within(name: string, { share }: Coverage): Bar[] {
  return [atLeast(`${name}, coverage`, share, 0.92), atMost(`${name}, coverage`, share, 0.98)];
}
