import { errors } from './support/ope/errors.ts';
import { intervals } from './support/ope/intervals.ts';
import { openBandit } from './support/ope/open-bandit.ts';
import { refusals } from './support/ope/refusals.ts';
import { slates } from './support/ope/slates.ts';
import type { Benchmark, Report } from './support/report.ts';

/**
 * Off-policy evaluation: the arithmetic on the Open Bandit sample beside an independent reference, relative errors in a
 * world like that of Open Bandit Pipeline, coverage and width of all intervals where the truth is known, slates in two
 * click models, and what must be refused.
 */
export const run: Benchmark = async ({ quick, say }) => {
  const reports: Report[] = [];
  const part = (what: string, work: () => Report) => {
    const start = process.cpuUsage().user;
    say(what);
    reports.push(work());
    say(`  ${((process.cpuUsage().user - start) / 1e6).toFixed(1)} s of CPU`);
  };
  part('The Open Bandit sample of the men’s campaign: Random on the log of Thompson sampling', openBandit);
  part('Relative errors on 10,000 rows of 30 actions', () => errors(quick ? 3 : 30));
  say("  Open Bandit Pipeline's own run of such a setting: DM 0.0744, IPW 0.00948, SNIPW 0.00667,");
  say('  DR 0.00618, SNDR 0.00612, Switch-DR 0.00618, DRos 0.0220');
  part('Coverage and width of intervals', () =>
    intervals(quick ? { logs: 200, resamples: 200 } : { logs: 1_000, resamples: 500 }),
  );
  part('Slates in two click models', () => slates(quick ? 100 : 1_000, 1_000));
  part('What must be refused', refusals);
  return {
    figures: Object.assign({}, ...reports.map(({ figures }) => figures)),
    bars: reports.flatMap(({ bars }) => bars),
  };
};
