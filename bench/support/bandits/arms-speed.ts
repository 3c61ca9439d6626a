import { type AnyPolicy, drawSlate, type PolicyInput, seededRng } from '@armoire/core';
import { armsOf, Learner } from './arms-play.ts';

const context = { values: {}, schema: 'bench' };
const arms = 10;
const candidates = 100;
const places = 12;
const blocks = 8;

interface Served {
  readonly name: string;
  readonly policy: AnyPolicy;
  readonly learner: Learner;
  decided: number;
  updated: number;
  shelves: number;
}

/**
 * CPU time of each policy in turns, as work a second: single choices among 10 arms, shelves of 12 places from 100
 * candidates with their draws, and observations learned, all after 2,000 observations.
 *
 * @param times in each block
 */
export function speeds(
  field: Readonly<Record<string, () => AnyPolicy>>,
  times: number,
): Record<string, Record<'decisions' | 'shelves' | 'updates', number>> {
  const served = Object.entries(field).map(([name, make]): Served => {
    const policy = make();
    const learner = new Learner(policy);
    for (let i = 0; i < 2000; i++) learn(learner, i, candidates);
    return { name, policy, learner, decided: 0, updated: 0, shelves: 0 };
  });
  for (let block = 0; block < blocks; block++) for (const each of served) playBlock(each, times);
  const rate = (count: number, time: number) => (blocks * count) / time;
  return Object.fromEntries(
    served.map(({ name, decided, updated, shelves }) => [
      name,
      {
        decisions: rate(times, decided),
        shelves: rate(times / 10, shelves),
        updates: rate(times, updated),
      },
    ]),
  );
}

function playBlock(each: Served, times: number): void {
  const { policy, learner } = each;
  const few = armsOf(arms);
  const many = armsOf(candidates);
  const rng = seededRng(1, 'policy');
  const input = (actions: typeof few): PolicyInput<unknown> => ({
    context,
    actions,
    state: learner.state,
    at: 1,
    rng,
  });
  each.decided += seconds(() => {
    for (let i = 0; i < times; i++) policy.distribution(input(few));
  });
  each.shelves += seconds(() => {
    for (let i = 0; i < times / 10; i++) drawSlate(policy, input(many), places, i);
  });
  each.updated += seconds(() => {
    for (let i = 0; i < times; i++) learn(learner, i, candidates);
  });
}

function learn(learner: Learner, i: number, count: number): void {
  const arm = (i * 7) % count;
  const value = i % (arm + 2) === 0 ? 1 : 0;
  const features = new Float64Array();
  learner.learn({ action: `arm ${arm}`, features, propensity: 1 / count, among: count, at: 1, value });
}

/** CPU time of this process. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 1) / 1e6;
}
