import { draw, type Next, normal, seededRng } from '@armoire/core';
import {
  type Chances,
  type EstimatorId,
  logisticModel,
  marginals,
  type Row,
  withModel,
} from '@armoire/evaluation';
import { atLeast, atMost, type Bar, type Report } from '../report.ts';
import { Coverages } from './coverage.ts';

const items = 6;
const places = 3;
/** How likely each item is clicked by one who looks at it, and how many look at each place. */
const attraction = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
const looked = [1, 0.7, 0.4];

type Clicks = 'independent' | 'cascade';
const clickModels: readonly Clicks[] = ['independent', 'cascade'];
const compared = ['iips', 'rips', 'cascade-dr'] as const satisfies readonly EstimatorId[];

/** Places one after another without replacement, by scores. */
function plackettLuce(scores: readonly number[]): Next {
  return (prefix) => {
    const left = Float64Array.from(scores, (score, a) => (prefix.includes(a) ? 0 : score));
    const sum = left.reduce((total, each) => total + each, 0);
    return left.map((each) => each / sum);
  };
}

/** A slate with all that is known of it under both policies. */
interface Slate {
  readonly actions: readonly number[];
  readonly chances: readonly Chances[];
  readonly above: readonly Chances[];
  readonly marginal: readonly Chances[];
  /** The target's, given those above. */
  readonly target: readonly Float64Array[];
  /** Of standing as it does under both policies. */
  readonly whole: Chances;
}

function allSlates(logging: Next, target: Next): Slate[] {
  const grow = (prefix: readonly number[]): (readonly number[])[] =>
    prefix.length === places
      ? [prefix]
      : attraction.flatMap((_, a) => (prefix.includes(a) ? [] : grow([...prefix, a])));
  return grow([]).map((actions) => {
    const [made, wanted] = [marginals(logging, actions), marginals(target, actions)];
    const targets = actions.map((_, k) => target(actions.slice(0, k)));
    const chances = actions.map((action, k) => ({
      propensity: logging(actions.slice(0, k))[action] as number,
      target: targets[k]?.[action] as number,
    }));
    const above: Chances[] = [{ propensity: 1, target: 1 }];
    for (const [k, each] of chances.entries()) {
      const before = above[k] as Chances;
      above.push({
        propensity: before.propensity * each.propensity,
        target: before.target * each.target,
      });
    }
    const marginal = actions.map((_, k) => ({
      propensity: made[k] as number,
      target: wanted[k] as number,
    }));
    return { actions, chances, above, marginal, target: targets, whole: above[places] as Chances };
  });
}

/** Mean clicks of the places of a slate. */
function clicksOf(model: Clicks, actions: readonly number[]): number[] {
  let left = 1;
  return actions.map((action, k) => {
    const own = attraction[action] as number;
    if (model === 'independent') return own * (looked[k] as number);
    const clicks = left * own;
    // Who clicks has found something, and looks no further.
    left *= 1 - own;
    return clicks;
  });
}

/** The estimators of slates against the exact value, in the click model that they assume and in the other. */
export function slates(logs: number, shown: number): Report {
  const rng = seededRng(1, 'scores');
  const scores = attraction.map(() => Math.exp(0.5 * normal(rng)));
  const logging = plackettLuce(scores);
  const target = plackettLuce(scores.map((score, a) => score * Math.exp(3 * (attraction[a] as number))));
  const all = allSlates(logging, target);
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  for (const clicks of clickModels) {
    const truth = all.reduce(
      (sum, { whole, actions }) => sum + whole.target * clicksOf(clicks, actions).reduce((a, b) => a + b),
      0,
    );
    figures[`slates, ${clicks}: true value`] = truth;
    const coverages = new Coverages(compared.map((estimator) => [estimator, { estimator }] as const));
    for (let seed = 0; seed < logs; seed++) coverages.add(logOf(all, clicks, shown, seed), truth);
    for (const [name, { share, width, error, bias, biasError }] of coverages.results()) {
      const place = `slates, ${clicks}: ${name}`;
      figures[`${place}, relative error`] = error / truth;
      figures[`${place}, bias over truth`] = bias / truth;
      figures[`${place}, coverage`] = share;
      figures[`${place}, mean width`] = width;
      const score = Math.abs(bias) / biasError;
      if (name === 'iips' && clicks === 'cascade') {
        bars.push(atLeast(`${place}, bias in its standard errors, which must show`, score, 4));
        continue;
      }
      bars.push(
        atMost(`${place}, bias in its standard errors`, score, 4),
        atLeast(`${place}, coverage`, share, 0.92),
        atMost(`${place}, coverage`, share, 0.98),
      );
    }
    const error = (name: string) => figures[`slates, ${clicks}: ${name}, relative error`] ?? Number.NaN;
    bars.push(
      atMost(
        `slates, ${clicks}: error of cascade-dr over that of rips`,
        error('cascade-dr') / error('rips'),
        1,
      ),
    );
  }
  return { figures, bars };
}

/** Slates as the logging policy shows them, with clicks and with a model of item, place and what stands above. */
function logOf(all: readonly Slate[], clicks: Clicks, shown: number, seed: number): Row[] {
  const rng = seededRng(seed, `slates ${clicks}`);
  const propensities = all.map(({ whole }) => whole.propensity);
  const rows: Row[] = [];
  const seen: { slate: Slate; position: number }[] = [];
  for (let i = 0; i < shown; i++) {
    const slate = all[draw(rng, propensities)] as Slate;
    let left = 1;
    for (const [position, action] of slate.actions.entries()) {
      const interest = attraction[action] as number;
      const looks = clicks === 'cascade' ? left : (looked[position] as number);
      const reward: number = rng.next() < looks * interest ? 1 : 0;
      left *= 1 - reward;
      const [chances, above] = [slate.chances[position] as Chances, slate.above[position] as Chances];
      const marginal = slate.marginal[position] as Chances;
      rows.push({ reward, ...chances, position, above, marginal, cluster: `${i}` });
      seen.push({ slate, position });
    }
  }
  const choices = (row: number) => {
    const { slate, position } = seen[row] as (typeof seen)[0];
    const features = (action: number) => {
      const vector = new Float64Array(2 * items + places);
      vector[action] = 1;
      for (const a of slate.actions.slice(0, position)) vector[items + a] = 1;
      vector[2 * items + position] = 1;
      return vector;
    };
    return {
      logged: slate.actions[position] as number,
      target: slate.target[position] as Float64Array,
      features,
    };
  };
  return withModel(rows, choices, { fit: logisticModel(), seed, folds: 2 });
}
