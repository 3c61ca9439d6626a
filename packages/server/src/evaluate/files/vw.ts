import type { Action } from '@armoire/core';
import {
  type CbEntry,
  type CcbEntry,
  type Chunks,
  readVw,
  type SlatesEntry,
  type VwEntry,
  type VwFeature,
} from '@armoire/evaluation';
import { type FileChoice, type FileEntry, fileContext } from './choice.ts';
import { actionFeatures, type Property } from './features.ts';

/** What is said of entries that are no log of choices. */
const others: Readonly<Record<string, string>> = {
  continuous: 'examples that choose a number (cats), which has a density and no probability',
  costs: 'examples with the costs of all actions, where nothing was chosen',
  supervised: 'examples with a label to predict, where nothing was chosen',
  observation: 'rewards that came by themselves',
  note: 'lines that hold no example',
};

const unlabelled = 'examples that do not say what was chosen';

/**
 * Reads the choices of a log of Vowpal Wabbit; a reward is a cost with the other sign.
 *
 * @param arms how many actions there are in the form of one line, which does not say it
 * @param seen told each entry
 */
export async function* vwChoices(
  chunks: Chunks,
  arms: number,
  seen: (entry: VwEntry) => void = () => {},
): AsyncGenerator<FileEntry> {
  let index = 0;
  for await (const entry of readVw(chunks)) {
    seen(entry);
    if (entry.kind === 'bad') yield { leftOut: 'lines that could not be read', bad: entry };
    else
      for (const found of choicesOf(entry, arms))
        yield 'leftOut' in found ? found : { ...found, index: index++ };
  }
}

/** The number of actions of examples of one line, as far as they show it; 0 where there are none. */
export function armsOf(entry: VwEntry): number {
  if (entry.kind !== 'cb' || entry.actions !== undefined) return 0;
  return Math.max(0, ...(entry.costs ?? []).map(({ action }) => action + 1), (entry.evaluated ?? -1) + 1);
}

type Found = Omit<FileChoice, 'index'> | Exclude<FileEntry, FileChoice>;

function choicesOf(entry: VwEntry, arms: number): readonly Found[] {
  if (entry.kind === 'cb') return [single(entry, arms)];
  if (entry.kind === 'ccb') return slots(entry);
  if (entry.kind === 'slates') return [slate(entry)];
  return [{ leftOut: others[entry.kind] ?? entry.kind }];
}

function single(entry: CbEntry, arms: number): Found {
  const { outcome, shared, actions, skipLearn, line, at = line } = entry;
  if (skipLearn === true) return { leftOut: 'examples that are not to be learned from' };
  if (outcome === undefined) return { leftOut: unlabelled };
  const context = properties(shared);
  const all =
    actions === undefined
      ? Array.from({ length: arms }, (_, i) => armAction(i, context))
      : actions.map((action, i) => ownAction(i, properties(action.features), context));
  const { action: chosen, cost, probability: propensity } = outcome;
  return { at, reward: -cost, propensity, chosen, actions: all, context: fileContext };
}

/** One choice a slot, from the actions that are left. */
function slots({ line, at = line, shared, actions, slots: filled }: CcbEntry): readonly Found[] {
  const taken = new Set<number>();
  let above = 1;
  const found: Found[] = [];
  for (const [position, { outcome, include, features }] of filled.entries()) {
    if (outcome === undefined) return [...found, { leftOut: unlabelled }];
    const left = (include ?? actions.map((_, i) => i)).filter((i) => !taken.has(i));
    const context = [...properties(shared), ...properties(features)];
    const { action, cost, probability: propensity } = outcome;
    found.push({
      at,
      reward: -cost,
      propensity,
      chosen: left.indexOf(action),
      actions: left.map((i) => ownAction(i, properties(actions[i]?.features ?? []), context)),
      context: fileContext,
      cluster: String(line),
      position,
      above: { propensity: above, target: 1 },
    });
    taken.add(action);
    above *= propensity;
  }
  return found;
}

/** More ways to fill a slate than this are not told apart. */
const mostCombinations = 500;

/** All slots are one choice, since the cost is of all of them: an action is a way to fill them. */
function slate({ line, at = line, cost, actions, slots: filled }: SlatesEntry): Found {
  if (cost === undefined) return { leftOut: unlabelled };
  let [propensity, combinations, chosen] = [1, 1, 0];
  for (const [i, { probabilities }] of filled.entries()) {
    const first = probabilities?.[0];
    if (first === undefined) return { leftOut: unlabelled };
    const own = actions.filter(({ slot }) => slot === i).length;
    propensity *= first.probability;
    chosen = chosen * own + first.action;
    combinations *= own;
  }
  if (combinations > mostCombinations)
    return { leftOut: `slates that can be filled in more than ${mostCombinations} ways` };
  const each = Array.from({ length: combinations }, (_, way) => armAction(way, []));
  return { at, reward: -cost, propensity, chosen, actions: each, context: fileContext };
}

function armAction(i: number, context: readonly Property[]): Action {
  const own = [{ name: `arm=${i}`, value: 1 }];
  return lazily(`${i}`, own, context, own);
}

function ownAction(i: number, own: readonly Property[], context: readonly Property[]): Action {
  // Actions of one kind of text have the same name wherever they stand in the list.
  const words = own.filter(({ value }) => value === 1).map(({ name }) => name);
  const id = words.length > 0 && words.length <= 8 ? words.join(' ') : `${i}`;
  return lazily(id, own, context, own);
}

/** Features are made when a policy looks at them: most look at a few logs only. */
function lazily(
  id: string,
  own: readonly Property[],
  context: readonly Property[],
  crossed: readonly Property[],
): Action {
  return {
    id,
    get features() {
      return actionFeatures(own, context, crossed);
    },
  };
}

function properties(features: readonly VwFeature[]): Property[] {
  return features.map(({ namespace, name, value }) => ({ name: `${namespace}^${name}`, value }));
}
