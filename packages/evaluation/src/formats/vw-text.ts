import { type BadEntry, Malformed, numberOf, orBad, probabilityOf } from './bad.ts';
import type { Line } from './lines.ts';
import type {
  CbEntry,
  CcbEntry,
  ContinuousEntry,
  CostsEntry,
  NoteEntry,
  SlatesEntry,
  SupervisedEntry,
  VwAction,
  VwEntry,
  VwOutcome,
} from './vw-entry.ts';
import { cbLabel, ccbLabel, slatesLabel, whole } from './vw-text-label.ts';
import { parseTextLine, type TextLine } from './vw-text-line.ts';

/** Whether an example is one line, or a block of lines that ends with an empty one. */
export type VwLayout = 'line' | 'block';

type Read = CbEntry | CcbEntry | SlatesEntry | ContinuousEntry | CostsEntry | SupervisedEntry;

/** As many lines are looked at to find out how a file is laid out. */
const looked = 256;

/** Reads Vowpal Wabbit's text. */
export async function* readVwText(lines: AsyncIterable<Line>, layout?: VwLayout): AsyncGenerator<VwEntry> {
  const first: Line[] = [];
  const rest = lines[Symbol.asyncIterator]();
  let ended = false;
  while (!ended && first.length < looked && layout === undefined) {
    const { done, value } = await rest.next();
    if (done === true) ended = true;
    else first.push(value);
  }
  const all = chained(first, ended ? undefined : rest);
  if ((layout ?? layoutOf(first)) === 'line') {
    for await (const { number, text } of all) {
      if (text.trim() === '') continue;
      yield isComment(text) ? comment(number) : orBad(number, () => single(parseTextLine(number, text)));
    }
    return;
  }
  let block: Line[] = [];
  for await (const line of all) {
    if (line.text.trim() === '') {
      if (block.length > 0) yield example(block);
      block = [];
    } else if (isComment(line.text)) yield comment(line.number);
    else block.push(line);
  }
  if (block.length > 0) yield example(block);
}

/**
 * Blocks show themselves by a `shared`, `ccb` or `slates` line, by lines without a label beside others with one, and by
 * an empty line between two that are not.
 */
function layoutOf(lines: readonly Line[]): VwLayout {
  const seen = new Set<'shared' | 'labelled' | 'bare'>();
  let gap = false;
  let after = false;
  for (const { text } of lines) {
    if (isComment(text)) continue;
    if (text.trim() === '') {
      gap = seen.size > 0;
      continue;
    }
    after ||= gap;
    const [head = ''] = text.split('|');
    if (/^\s*(shared|ccb|slates)\b/.test(head)) seen.add('shared');
    else seen.add(/\s$/.test(head) && head.trim() !== '' ? 'labelled' : 'bare');
  }
  return after || seen.has('shared') || (seen.has('bare') && seen.has('labelled')) ? 'block' : 'line';
}

function isComment(text: string): boolean {
  return text.startsWith('#');
}

function comment(line: number): NoteEntry {
  return { kind: 'note', line, code: 'COMMENT' };
}

async function* chained(first: readonly Line[], rest: AsyncIterator<Line> | undefined): AsyncGenerator<Line> {
  yield* first;
  while (rest !== undefined) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value;
  }
}

function example(block: readonly Line[]): Read | BadEntry {
  const { number } = block[0] as Line;
  return orBad(number, () => {
    const lines = block.map((line) => parseTextLine(line.number, line.text));
    const [word] = lines[0]?.label ?? [];
    if (word === 'ccb') return ccb(number, lines);
    if (word === 'slates') return slates(number, lines);
    return several(number, lines);
  });
}

/** An example of one line. */
function single({ line, label, tag, features }: TextLine): Read {
  const [word = '', ...others] = label;
  const id = tag === undefined ? {} : { id: tag };
  if (word === 'ca') return { kind: 'continuous', line, features, ...continuousLabel(others) };
  if (label.length > 0 && label.every((each) => !each.includes(':'))) {
    const [value = 0, weight = 1] = label.map((each) => numberOf(each, 'INVALID_LABEL', 'The label'));
    return {
      kind: 'supervised',
      line,
      label: value,
      weight,
      features,
      ...(tag === undefined ? {} : { tag }),
    };
  }
  const evaluated = word !== '' && !word.includes(':') ? { evaluated: fromOne(whole(word, word)) } : {};
  const labels = label.filter((each) => each.includes(':')).map(cbLabel);
  const costs = labels.flatMap(({ action, cost }) =>
    cost === undefined ? [] : { action: fromOne(action), cost },
  );
  const outcome = outcomeOf(labels.map((each) => ({ ...each, action: fromOne(each.action) })));
  if (outcome === undefined && costs.length > 0) return { kind: 'costs', line, shared: features, costs };
  const told = outcome === undefined ? {} : { outcome, costs };
  return { kind: 'cb', line, ...id, shared: features, ...told, ...evaluated, weight: 1 };
}

/** Actions of the form of one line are counted from 1. */
function fromOne(action: number): number {
  if (action >= 1) return action - 1;
  throw new Malformed('UNKNOWN_ACTION', 'Actions of examples of one line are counted from 1');
}

function outcomeOf(
  labels: readonly { readonly action: number; readonly cost?: number; readonly probability?: number }[],
): VwOutcome | undefined {
  const chosen = labels.filter(({ probability }) => probability !== undefined);
  if (chosen.length > 1) throw new Malformed('SEVERAL_LABELS', 'More than one action was chosen');
  const [first] = chosen;
  if (first?.cost === undefined || first.probability === undefined) return undefined;
  return { action: first.action, cost: first.cost, probability: first.probability };
}

function continuousLabel(words: readonly string[]): Pick<ContinuousEntry, 'outcome'> {
  const [word, ...more] = words;
  if (word === undefined) return {};
  const parts = word.split(':').map((part) => numberOf(part, 'INVALID_LABEL', `"${word}"`));
  const [action, cost, density] = parts;
  if (more.length > 0 || parts.length !== 3 || !(density !== undefined && density > 0))
    throw new Malformed('INVALID_LABEL', `"${words.join(' ')}" is not action:cost:density`);
  return { outcome: { action: action as number, cost: cost as number, density } };
}

/** A block of lines, one an action, the first perhaps shared by all. */
function several(line: number, lines: readonly TextLine[]): CbEntry | CostsEntry {
  const [first] = lines;
  const hasShared = first?.label[0] === 'shared';
  const id = hasShared && first.tag !== undefined ? { id: first.tag } : {};
  const rows = hasShared ? lines.slice(1) : lines;
  if (rows.length === 0) throw new Malformed('NO_ACTIONS', 'The example has no actions');
  const shared = hasShared ? first.features : [];
  const actions = rows.map(asAction);
  const labels = rows.flatMap(({ label: [word, ...more] }, action) => {
    if (more.length > 0) throw new Malformed('SEVERAL_LABELS', `Action ${action} has several labels`);
    return word === undefined ? [] : { ...cbLabel(word), action };
  });
  const outcome = outcomeOf(labels);
  if (outcome === undefined && labels.length > 0) {
    const costs = labels.flatMap(({ action, cost }) => (cost === undefined ? [] : { action, cost }));
    return { kind: 'costs', line, shared, actions, costs };
  }
  if (labels.length > 1) throw new Malformed('SEVERAL_LABELS', 'More than one action has a label');
  return {
    kind: 'cb',
    line,
    ...id,
    shared,
    actions,
    ...(outcome === undefined ? {} : { outcome }),
    weight: 1,
  };
}

function asAction({ tag, features }: TextLine): VwAction {
  return { features, ...(tag === undefined ? {} : { tag }) };
}

/** The lines of a slate by what they are about: `ccb` and `slates` share the words. */
function parts(lines: readonly TextLine[]) {
  const of = (name: string) => lines.filter(({ label }) => label[1] === name);
  const [shared, actions, slots] = [of('shared'), of('action'), of('slot')];
  const known = shared.length + actions.length + slots.length;
  const [word] = lines[0]?.label ?? [];
  if (known !== lines.length || shared.length !== 1 || lines.some(({ label }) => label[0] !== word))
    throw new Malformed('INVALID_LABEL', 'An example is one shared line, then actions, then slots');
  if (actions.length === 0) throw new Malformed('NO_ACTIONS', 'The example has no actions');
  return { shared: shared[0] as TextLine, actions, slots };
}

function ccb(line: number, lines: readonly TextLine[]): CcbEntry {
  const { shared, actions, slots } = parts(lines);
  const known = (action: number) => {
    if (action < actions.length) return action;
    throw new Malformed('UNKNOWN_ACTION', `There is no action ${action}`);
  };
  return {
    kind: 'ccb',
    line,
    ...(shared.tag === undefined ? {} : { id: shared.tag }),
    shared: shared.features,
    actions: actions.map(asAction),
    slots: slots.map(({ label, tag, features }) => {
      const told = label.slice(2).find((word) => word.includes(':'));
      const include = label.slice(2).find((word) => !word.includes(':'));
      const found = told === undefined ? undefined : ccbLabel(told);
      if (found !== undefined) known(found.outcome.action);
      return {
        ...(tag === undefined ? {} : { id: tag }),
        features,
        ...(include === undefined
          ? {}
          : { include: include.split(',').map((each) => known(whole(each, include))) }),
        ...found,
      };
    }),
    weight: 1,
  };
}

function slates(line: number, lines: readonly TextLine[]): SlatesEntry {
  const { shared, actions, slots } = parts(lines);
  const [, , cost] = shared.label;
  return {
    kind: 'slates',
    line,
    ...(shared.tag === undefined ? {} : { id: shared.tag }),
    shared: shared.features,
    actions: actions.map((action) => ({
      ...asAction(action),
      slot: whole(action.label[2], action.label.join(' ')),
    })),
    slots: slots.map(({ label: [, , word], tag, features }) => {
      const probabilities = word === undefined ? undefined : slatesLabel(word);
      const [chosen] = probabilities ?? [];
      if (chosen !== undefined) probabilityOf(chosen.probability, `The slot's label "${word}"`);
      return {
        ...(tag === undefined ? {} : { id: tag }),
        features,
        ...(probabilities === undefined ? {} : { probabilities }),
      };
    }),
    ...(cost === undefined ? {} : { cost: numberOf(cost, 'INVALID_LABEL', 'The cost') }),
    weight: 1,
  };
}
