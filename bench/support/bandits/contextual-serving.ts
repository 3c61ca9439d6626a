import {
  type Action,
  type AdditiveState,
  type AnyPolicy,
  adaptiveLinear,
  drawSlate,
  featureWidth,
  hashString,
  linearThompson,
  neuralLinear,
  Sums,
  seededRng,
} from '@armoire/core';
import { day } from '@armoire/protocol';

const candidates = 100;
const places = 12;
const days = 30;
const perDay = 300;

/**
 * CPU time of a shelf, µs: 12 places from 100 candidates at the width of the shop's encoding, with eighteen features each
 * that are not 0, after 30 days of learning; where nothing was learned since the decision before, and where one
 * observation was, so that the posterior has to be made anew. The default and linear Thompson sampling, in turns.
 */
export function servingCost(decisions: number): Record<string, number> {
  const policies: Record<string, AnyPolicy> = {
    'linear Thompson': linearThompson({ width: featureWidth, ridge: 300, exploration: 0.5 }),
    'adaptive linear (default)': adaptiveLinear({ width: featureWidth, ridge: 300, constant: 0 }),
  };
  const served = Object.entries(policies).map(([name, policy]) => ({
    name,
    ...shelf(policy),
    same: 0,
    anew: 0,
  }));
  const block = 50;
  for (let done = 0; done < decisions; done += block) {
    for (const each of served) {
      each.same += cpu(() => {
        for (let i = 0; i < block; i++) each.decide(done + i);
      });
      for (let i = 0; i < block; i++) {
        each.learn(done + i);
        each.anew += cpu(() => each.decide(done + i));
      }
    }
  }
  return Object.fromEntries(
    served.flatMap(({ name, same, anew }) => [
      [`${name}: µs a shelf, nothing learned between`, same / decisions],
      [`${name}: µs a shelf, one place learned between`, anew / decisions],
    ]),
  );
}

const modelWidth = 32;
const choices = 10;

/**
 * Neural-linear as work a second of CPU, beside linear Thompson sampling on the same numbers: choices among 10 candidates
 * of which a model gives 32 features each, and observations learned, one between choices, so that the posterior is made
 * anew for each. What the model itself takes is not in it.
 *
 * @param times choices
 */
export function neuralSpeed(times: number): Record<string, number> {
  const policies: Record<string, AnyPolicy> = {
    'neural-linear': neuralLinear({ width: modelWidth, model: 1 }),
    'linear Thompson on the same features': linearThompson({ width: modelWidth, epsilon: 0.01, samples: 16 }),
  };
  const rows = Array.from({ length: 1000 }, (_, i) => modelRow(i));
  const served = Object.entries(policies).map(([name, policy]) => ({
    name,
    policy,
    sums: new Sums(additive(policy).sums),
    decided: 0,
    updated: 0,
  }));
  const context = { values: {}, schema: 'bench' };
  for (let done = 0; done < times; done++) {
    const at = (done * day) / perDay;
    const asked = Array.from({ length: choices }, (_, k) => rows[(done * choices + k) % rows.length] as Row);
    const values = new Float64Array(choices * modelWidth);
    for (const [k, row] of asked.entries()) values.set(row, k * modelWidth);
    const actions = asked.map((features, k) => ({ id: `${k}`, features }));
    const scores = {
      kind: 'value' as const,
      scores: new Float64Array(choices),
      features: { values, width: modelWidth },
    };
    for (const each of served) {
      const { policy, sums } = each;
      const input = { context, actions, state: sums, at, ...(policy.scores === 'unused' ? {} : { scores }) };
      let chosen = 0;
      each.decided += cpu(() => {
        [chosen = 0] = drawSlate(policy, input, 1, done).chosen;
      });
      const features = asked[chosen] as Row;
      const value = Number(hashString(`${done}`) % 20 === 0);
      const seen = { action: `${chosen}`, features, modelFeatures: features, propensity: 0.1, at, value };
      each.updated += cpu(() => {
        sums.merge(additive(policy).contribution(seen, (when) => sums.bucket(when)));
      });
    }
  }
  return Object.fromEntries(
    served.flatMap(({ name, decided, updated }) => [
      [`${name}: decisions/s`, (1e6 * times) / Math.max(decided, 1)],
      [`${name}: updates/s`, (1e6 * times) / Math.max(updated, 1)],
    ]),
  );
}

type Row = Float64Array;

/** What a last layer gives, half of it cut off at 0, to 1/1024. */
function modelRow(i: number): Row {
  return Float64Array.from({ length: modelWidth }, (_, k) => {
    const share = hashString(`${i}|${k}`) / 2 ** 31 - 1;
    return Math.max(Math.round(1024 * share) / 1024, 0);
  });
}

function additive({ state }: AnyPolicy): AdditiveState {
  if (state.kind !== 'additive') throw new Error('additive policies alone are measured');
  return state;
}

function shelf(policy: AnyPolicy) {
  const kind = additive(policy);
  const state = new Sums(kind.sums);
  const rng = seededRng(1, 'serving');
  const learn = (i: number, at: number) => {
    const { features } = action(i % 1000);
    const value = Number(rng.next() < 0.05) / 10;
    const observation = { action: `${i}`, features, propensity: 0.1, at, value };
    state.merge(kind.contribution(observation, (when) => state.bucket(when)));
  };
  for (let i = 0; i < days * perDay; i++) learn(i, (i * day) / perDay);
  const actions = Array.from({ length: candidates }, (_, i) => action(i));
  const context = { values: {}, schema: 'bench' };
  const at = days * day - 1;
  return {
    decide: (seed: number) => drawSlate(policy, { context, actions, state, at }, places, seed),
    learn: (i: number) => learn(i, at),
  };
}

/** Eight measures and ten hashed properties. */
function action(i: number): Action {
  const features = new Float64Array(featureWidth);
  features[0] = 1;
  for (let k = 1; k < 8; k++) features[k] = Math.round(1024 * (hashString(`${i}/${k}`) / 2 ** 32)) / 1024;
  for (let k = 0; k < 10; k++) features[16 + (hashString(`${i % 40}:${k}`) % (featureWidth - 16))] = 0.5;
  return { id: `${i}`, features };
}

function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
