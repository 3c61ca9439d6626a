import type { AnyPolicy } from '@armoire/core';
import { atLeast, atMost, type Bar, type Report, type Setting } from '../report.ts';
import { closed, movingField, pureThompson, sampled } from './arms-field.ts';
import { regretOf } from './arms-play.ts';
import { referenceRegret } from './arms-reference.ts';
import { speeds } from './arms-speed.ts';
import { type ArmsWorld, movingWorld, stillWorlds } from './arms-worlds.ts';

/** How far pure Thompson sampling may be from the reference, to either side, as a share of its regret. */
const margin = 0.1;

/** Of the standard normal, for two-sided intervals of 95 %. */
const critical = 1.96;

/**
 * Context-free policies: the regret of pure Thompson sampling beside an independent one, in pairs that share the luck of
 * the arms, with the bar that the 95 % interval of their ratio lies within 10 % of 1 (stricter than the two one-sided
 * tests at 5 %, which ask for the 90 % interval); then all policies, with their speed; then a world that moves.
 */
export function runArms({ quick, say }: Setting): Report {
  const rounds = quick ? 1_000 : 10_000;
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  const pairs = quick ? { A: 100, B: 800, C: 800 } : { A: 400, B: 4_000, C: 4_000 };

  say(`Thompson sampling beside the reference, regret after ${rounds.toLocaleString('en')} rounds`);
  for (const name of ['A', 'B', 'C'] as const) {
    const world = stillWorlds[name];
    const ours = regrets(pureThompson, world, rounds, pairs[name]);
    const theirs = ours.map((_, seed) => referenceRegret(world, rounds, seed));
    const { ratio, error } = ratioOf(ours, theirs);
    figures[`${name} reference`] = mean(theirs);
    figures[`${name} pure Thompson`] = mean(ours);
    say(
      `  ${name}, ${ours.length} seeds: reference ${told(theirs)}, ours ${told(ours)}, ratio ${ratio.toFixed(3)} ± ${(critical * error).toFixed(3)}`,
    );
    bars.push(
      atLeast(`${name}: pure Thompson / reference, lower end`, ratio - critical * error, 1 - margin),
      atMost(`${name}: pure Thompson / reference, upper end`, ratio + critical * error, 1 + margin),
    );
  }

  for (const [field, seeds] of [
    [closed, quick ? 10 : 40],
    [sampled, quick ? 4 : 20],
  ] as const) {
    say(
      `\n${field === closed ? 'policies in closed form' : 'mixtures of samples'}, regret of ${seeds} seeds`,
    );
    for (const [policy, make] of Object.entries(field)) {
      const line = (['A', 'B', 'C'] as const).map((name) => {
        const all = regrets(make, stillWorlds[name], rounds, seeds);
        figures[`${name} ${policy}`] = mean(all);
        return `${name} ${told(all)}`;
      });
      say(`  ${policy.padEnd(28)} ${line.join('   ')}`);
    }
  }

  say('\na world that moves three times');
  for (const [policy, make] of Object.entries(movingField)) {
    const all = regrets(make, movingWorld, rounds, quick ? 4 : 20);
    figures[`moving ${policy}`] = mean(all);
    say(`  ${policy.padEnd(30)} ${told(all)}`);
  }

  say('\nwork per CPU second: choices of 10, shelves of 12 from 100, observations learned');
  const rates = speeds({ 'Thompson, itself': pureThompson, ...closed, ...sampled }, quick ? 100 : 2_000);
  for (const [policy, { decisions, shelves, updates }] of Object.entries(rates)) {
    figures[`${policy} decisions/s`] = Math.round(decisions);
    figures[`${policy} shelves/s`] = Math.round(shelves);
    figures[`${policy} updates/s`] = Math.round(updates);
    const line = [decisions, shelves, updates].map((x) => Math.round(x).toLocaleString('en').padStart(10));
    say(`  ${policy.padEnd(28)} ${line.join(' ')}`);
  }
  return { figures, bars };
}

function regrets(make: () => AnyPolicy, world: ArmsWorld, rounds: number, seeds: number): number[] {
  return Array.from({ length: seeds }, (_, seed) => regretOf(make(), world, rounds, seed));
}

/** The ratio of two means over the same seeds, with its standard error by linearisation. */
function ratioOf(
  over: readonly number[],
  under: readonly number[],
): { readonly ratio: number; readonly error: number } {
  const ratio = mean(over) / mean(under);
  const rest = over.map((x, i) => x - ratio * (under[i] as number));
  return { ratio, error: errorOf(rest) / mean(under) };
}

function told(values: readonly number[]): string {
  return `${mean(values).toFixed(1)} ± ${(critical * errorOf(values)).toFixed(1)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of the mean. */
function errorOf(values: readonly number[]): number {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
