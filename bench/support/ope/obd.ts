import { readFileSync } from 'node:fs';
import { logisticModel, type Row } from '@armoire/evaluation';
import { dataFile } from '../report.ts';
import { withModels } from './models.ts';

/** One line of the Open Bandit Dataset. */
export interface Logged {
  readonly item: number;
  readonly place: number;
  readonly click: number;
  readonly propensity: number;
  readonly affinities: readonly number[];
}

const items = 34;
const places = 3;

/**
 * The sample of the men's campaign as one logging policy left it.
 *
 * @throws CannotRun without the data
 */
export function campaign(policy: 'bts' | 'random'): Logged[] {
  const [header = '', ...lines] = readFileSync(dataFile(`obd-men/${policy}/men.csv`), 'utf8')
    .trim()
    .split('\n');
  const names = header.split(',');
  const column = (name: string) => names.indexOf(name);
  const [item, place] = [column('item_id'), column('position')];
  const [click, propensity] = [column('click'), column('propensity_score')];
  const affinities = names.flatMap((name, i) => (name.startsWith('user-item_affinity') ? i : []));
  return lines.map((line) => {
    const cells = line.split(',').map(Number);
    const cell = (at: number) => cells[at] as number;
    return {
      item: cell(item),
      place: cell(place) - 1,
      click: cell(click),
      propensity: cell(propensity),
      affinities: affinities.map(cell),
    };
  });
}

/** The log for a target that shows each item with the same probability, expected by cross-fitted click models. */
export function towardsRandom(log: readonly Logged[]): Row[] {
  const rows = log.map(({ click, propensity }) => ({ reward: click, propensity, target: 1 / items }));
  const target = new Float64Array(items).fill(1 / items);
  const choices = (i: number) => {
    const { item, place, affinities } = log[i] as Logged;
    const features = (shown: number) => {
      const vector = new Float64Array(items + places + 1);
      vector[shown] = 1;
      vector[items + place] = 1;
      vector[items + places] = affinities[shown] as number;
      return vector;
    };
    return { logged: item, target, features };
  };
  return withModels(rows, choices, { fit: logisticModel(), seed: 1 });
}
