import type { AnyPolicy } from '@armoire/core';
import { studentCritical } from '@armoire/evaluation';
import { atLeast, type Bar, type Report, type Setting } from '../report.ts';
import { field, theDefault } from './contextual-field.ts';
import { type Played, type Player, play, playerOf } from './contextual-play.ts';
import { ReferenceLinUcb } from './contextual-reference.ts';
import { neuralSpeed, servingCost } from './contextual-serving.ts';
import { type ContextualWorld, contextualWorlds } from './contextual-worlds.ts';

type Contestants = Readonly<Record<string, (world: ContextualWorld, seed: number) => Player>>;

interface Alphas {
  readonly ridge: number;
  readonly discounted: number;
}

/**
 * α of the references: of 0.3, 0.4 and 0.5 the best in each world on the seeds 101 to 104. Not all was tried at full
 * length: docs/decisions/0015 says what was not.
 */
const alphas: Readonly<Record<string, Alphas>> = {
  linear: { ridge: 0.5, discounted: 0.3 },
  interactions: { ridge: 0.5, discounted: 0.3 },
  drifting: { ridge: 0.4, discounted: 0.3 },
  'new candidates': { ridge: 0.5, discounted: 0.4 },
};

function alphaOf({ name }: ContextualWorld, form: keyof Alphas): number {
  return alphas[name]?.[form] ?? 0.4;
}

const ridge = 'reference LinUCB';
const discounted = 'reference discounted LinUCB';
const ours = 'adaptive linear (default)';

const references: Contestants = {
  [ridge]: (world) => new ReferenceLinUcb(world.width, { alpha: alphaOf(world, 'ridge') }),
  [discounted]: (world) =>
    new ReferenceLinUcb(world.width, { alpha: alphaOf(world, 'discounted'), gamma: 0.995 }),
};

/** What share of the better reference's reward the default may be behind, at the lower end of its interval. */
const allowed = -0.02;
/** The same for the mean of a quick run, whose few seeds have no interval to speak of. */
const allowedQuick = -0.1;

/**
 * Contextual policies in four worlds beside ridge LinUCB and its discounted form. A long run has the default alone, with
 * the bar: in every world, the lower end of the paired 95 % interval of (default − better reference) / better reference.
 * A shorter one has all policies. Rewards are sums of the chances of what was chosen. Policies learn each reward before
 * the next round; 250 rounds are a day. The default was fixed on the seeds from 101 on, before those from 1 on were run.
 */
export function runContextual({ quick, say }: Setting): Report {
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  const short = quick ? { seeds: 2, rounds: 400 } : { seeds: 10, rounds: 3_000 };
  const everybody = { ...references, ...asContestants({ [ours]: theDefault, ...field }) };
  for (const world of contextualWorlds) {
    const long = quick ? { seeds: 3, rounds: 2_000 } : { seeds: world.seeds, rounds: 20_000 };
    say(`${world.name}: ${long.rounds} rounds, ${long.seeds} seeds`);
    const trial = compete(world, { ...references, ...asContestants({ [ours]: theDefault }) }, long);
    const [better, gain] = besideBetter(trial, ours);
    report(say, trial, better);
    figures[`${world.name}: default − ${better}, %`] = 100 * gain.mean;
    figures[`${world.name}: ± at 95 %`] = 100 * gain.half;
    bars.push(
      quick
        ? atLeast(`${world.name}: default beside ${better}, mean of a quick run`, gain.mean, allowedQuick)
        : atLeast(`${world.name}: default beside ${better}, lower end`, gain.mean - gain.half, allowed),
    );
    say(`${world.name}: ${short.rounds} rounds, ${short.seeds} seeds`);
    const all = compete(world, everybody, short);
    const [leader] = besideBetter(all, ours);
    report(say, all, leader);
    for (const [name, played] of all) {
      figures[`${world.name}: ${name}, reward`] = mean(played.map(({ worth }) => worth));
      if (world.name === 'linear') {
        figures[`${name}: decisions/s`] = 1e6 / mean(played.map(({ deciding }) => deciding));
        figures[`${name}: updates/s`] = 1e6 / mean(played.map(({ learning }) => learning));
      }
    }
  }
  say('a shelf of 12 from 100 candidates at the width of the shop');
  Object.assign(figures, servingCost(quick ? 200 : 1_000));
  say('neural-linear, on 32 features of a model');
  Object.assign(figures, neuralSpeed(quick ? 1_000 : 5_000));
  return { figures, bars };
}

function asContestants(policies: Readonly<Record<string, (width: number) => AnyPolicy>>): Contestants {
  return Object.fromEntries(
    Object.entries(policies).map(([name, make]) => [
      name,
      ({ width }: ContextualWorld, seed: number) => playerOf(make(width), seed),
    ]),
  );
}

type Trial = ReadonlyMap<string, readonly Played[]>;

/** Seeds from 1 on: nothing was chosen on them. */
function compete(
  world: ContextualWorld,
  contestants: Contestants,
  { seeds, rounds }: { readonly seeds: number; readonly rounds: number },
): Trial {
  const names = Object.keys(contestants);
  const played = new Map(names.map((name): [string, Played[]] => [name, []]));
  for (let seed = 1; seed <= seeds; seed++) {
    const players = Object.values(contestants).map((make) => make(world, seed));
    for (const [i, each] of play(world, players, seed, rounds).entries())
      played.get(names[i] as string)?.push(each);
  }
  return played;
}

interface Gain {
  readonly mean: number;
  /** Half of its 95 % interval. */
  readonly half: number;
}

/** The reference that earned more, and how a contestant did beside it. */
function besideBetter(trial: Trial, name: string): [better: string, gain: Gain] {
  const earned = (who: string) => mean((trial.get(who) ?? []).map(({ worth }) => worth));
  const better = earned(ridge) >= earned(discounted) ? ridge : discounted;
  return [better, beside(trial, name, better)];
}

/** The paired difference of two contestants, as a share of what the second earned. */
function beside(trial: Trial, name: string, other: string): Gain {
  const others = trial.get(other) ?? [];
  const differences = (trial.get(name) ?? []).map(({ worth }, seed) => worth - (others[seed]?.worth ?? 0));
  const scale = mean(others.map(({ worth }) => worth));
  const average = mean(differences);
  const n = differences.length;
  const squares = differences.reduce((sum, each) => sum + (each - average) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  return { mean: average / scale, half: (studentCritical(0.95, n - 1) * error) / scale };
}

function report(say: (text: string) => void, trial: Trial, better: string): void {
  for (const [name, played] of trial) {
    const gain = beside(trial, name, better);
    const deciding = mean(played.map(({ deciding: each }) => each));
    const learning = mean(played.map(({ learning: each }) => each));
    say(
      [
        `  ${name.padEnd(30)}`,
        mean(played.map(({ worth }) => worth))
          .toFixed(1)
          .padStart(9),
        `${(100 * gain.mean).toFixed(2)} % ± ${(100 * gain.half).toFixed(2)}`.padStart(18),
        `${deciding.toFixed(0)} µs to decide, ${learning.toFixed(0)} to learn`.padStart(34),
      ].join(' '),
    );
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
