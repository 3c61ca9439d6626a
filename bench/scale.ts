import { type Trial, trial } from './support/nodes/trial.ts';
import { quantile } from './support/numbers.ts';
import { startPostgres } from './support/postgres.ts';
import { atMost, type Benchmark } from './support/report.ts';

/** Load that one node can bear on a small machine: about ten events a visit, and three decisions. */
const visitsPerSecond = 12;
const probesPerSecond = 15;

/**
 * 1, 2 and 4 server processes on one PostgreSQL under the same load of decisions, events, purchases and refunds; of
 * the four, the one that learns is killed half-way and started again. Shows CPU time per event, and how long it takes
 * from the acknowledgement of an event until every node decides by what was learned of it. In the end the learned
 * sums have to be, bit for bit, those of one process that is fed the same log.
 */
export const run: Benchmark = async ({ quick, say }) => {
  const sizes = quick ? { 1: 4, 2: 4, 4: 10 } : { 1: 20, 2: 20, 4: 60 };
  const trials = new Map<number, Trial>();
  say('starting PostgreSQL');
  const postgres = await startPostgres();
  try {
    for (const [size, seconds] of Object.entries(sizes)) {
      const nodes = Number(size);
      const rates = { visitsPerSecond, probesPerSecond };
      trials.set(nodes, await trial(postgres, { nodes, seconds, ...rates, kill: nodes === 4, say }));
    }
  } finally {
    await postgres.stop();
  }
  const all = [...trials.values()];
  const sum = (value: (trial: Trial) => number) => all.reduce((total, each) => total + value(each), 0);
  const lags = Math.max(...all.map((each) => quantile(each.lags, 0.99)));
  return {
    figures: Object.assign({}, ...[...trials].map(([nodes, each]) => figures(nodes, each)), ratios(trials)),
    bars: [
      atMost(
        'acknowledged events lost',
        sum(({ lost }) => lost),
        0,
      ),
      atMost(
        'events or samples doubled',
        sum(({ doubled }) => doubled),
        0,
      ),
      atMost(
        'sums and values that one process makes otherwise',
        sum(({ different }) => different),
        0,
      ),
      atMost(
        'nodes whose memory is not what is stored',
        sum(({ astray }) => astray),
        0,
      ),
      atMost('lag p99, ms', lags, 1000),
    ],
  };
};

function figures(nodes: number, each: Trial): Record<string, number> {
  const { cpu, lags, takeoverLags, leaderless } = each;
  const entries: readonly (readonly [string, number | undefined])[] = [
    ['events', each.events],
    ['places learned', each.samples],
    ['sums compared', each.sums],
    ['CPU µs per event, servers', cpu.servers],
    ['CPU µs per event, database', cpu.database],
    ['lag p50, ms', quantile(lags, 0.5)],
    ['lag p99, ms', quantile(lags, 0.99)],
    ['ms after the load until all waits had ended', each.settled],
    ['ms without a learner after its kill', leaderless],
    ['longest lag over the kill, ms', leaderless === undefined ? undefined : Math.max(...takeoverLags)],
  ];
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[`${nodes} nodes: ${name}`, value]])),
  );
}

/** What each further node costs: the work of one node is the measure. */
function ratios(trials: ReadonlyMap<number, Trial>): Record<string, number> {
  const total = ({ cpu }: Trial) => (cpu.servers ?? Number.NaN) + (cpu.database ?? 0);
  const [one, ...more] = [...trials];
  if (one?.[1].cpu.servers === undefined) return {};
  return Object.fromEntries(
    more.map(([nodes, each]) => [
      `${nodes} nodes: CPU per event beside one node`,
      total(each) / total(one[1]),
    ]),
  );
}
