import type { Instant } from '@armoire/protocol';
import { type BadEntry, Malformed, orBad, probabilityOf } from './bad.ts';
import type { Line } from './lines.ts';
import type {
  CbEntry,
  CcbEntry,
  ContinuousEntry,
  ObservationEntry,
  SlatesEntry,
  SupervisedEntry,
  VwAction,
  VwEntry,
  VwOutcome,
  VwProbability,
} from './vw-entry.ts';
import { isObject, type Json, jsonFeatures } from './vw-json-features.ts';

type Read = CbEntry | CcbEntry | SlatesEntry | ContinuousEntry | SupervisedEntry | ObservationEntry;

/** Reads Vowpal Wabbit's JSON, one object a line: examples (`json`) and the decision service's log (`dsjson`). */
export async function* readVwJson(lines: AsyncIterable<Line>): AsyncGenerator<VwEntry> {
  for await (const { number, text } of lines) {
    const trimmed = text.trim();
    if (trimmed === '') continue;
    yield /^\[\s*checkpoint/i.test(trimmed)
      ? { kind: 'note', line: number, code: 'CHECKPOINT' }
      : readLine(number, trimmed);
  }
}

function readLine(line: number, text: string): Read | BadEntry {
  return orBad(line, () => {
    const found = parsed(text);
    if (!isObject(found)) throw new Malformed('NOT_AN_EXAMPLE', 'The line is no object');
    return entryOf(line, found);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed('INVALID_JSON', error instanceof Error ? error.message : String(error));
  }
}

function entryOf(line: number, given: Json): Read {
  const object = spread(given);
  if (object.c === undefined && (object.Observations !== undefined || object.RewardValue !== undefined)) {
    return observation(line, object);
  }
  // The decision service has the context in `c`, plain JSON has it beside the label.
  const context = isObject(object.c) ? object.c : object;
  const about = {
    ...named('id', object.EventId ?? object.event_id ?? object.eventId),
    ...timed(object.Timestamp),
  };
  if (object._label_ca !== undefined) return continuous(line, object, context);
  if (typeof object._label === 'number')
    return { kind: 'supervised', line, label: object._label, weight: 1, features: jsonFeatures(context) };
  const actions = listOf(context._multi);
  const slots = listOf(context._slots);
  const weight = weightOf(object.pdrop);
  const shared = jsonFeatures(context === object ? withoutLabel(object) : context);
  if (slots.length === 0)
    return cb(line, object, { ...about, shared, actions: actions.map(asAction), weight });
  const outcomes = listOf(object._outcomes);
  if (outcomes.length > slots.length)
    throw new Malformed('INVALID_LABEL', `There are ${outcomes.length} outcomes for ${slots.length} slots`);
  if (actions.some(({ _slot_id: slot }) => slot !== undefined)) {
    const filled = slots.map((slot, i) => ({ ...slotOf(slot), ...chancesOf(outcomes[i]) }));
    const own = actions.map((action) => ({ ...asAction(action), slot: indexOf(action._slot_id, 'A slot') }));
    return { kind: 'slates', line, ...about, shared, actions: own, slots: filled, ...costOf(object), weight };
  }
  const filled = slots.map((slot, i) => ({
    ...slotOf(slot),
    ...(Array.isArray(slot._inc)
      ? { include: slot._inc.map((each) => within(indexOf(each, 'An action'), actions.length)) }
      : {}),
    ...ccbOutcome(outcomes[i], actions.length),
  }));
  return { kind: 'ccb', line, ...about, shared, actions: actions.map(asAction), slots: filled, weight };
}

/** A label may be an object of its own: `_label: {"Cost": 1}` says the same as `_label_Cost: 1`. */
function spread(object: Json): Json {
  const { _label: label } = object;
  if (!isObject(label)) return object;
  return {
    ...object,
    ...Object.fromEntries(Object.entries(label).map(([key, value]) => [`_label_${key}`, value])),
  };
}

/** Of a reward that came by itself: the sum that the service wrote, or that of its observations. */
function observation(line: number, object: Json): ObservationEntry {
  const observations = listOf(object.Observations);
  const event = object.EventId ?? observations[0]?.EventId;
  if (typeof event !== 'string') throw new Malformed('INVALID_LABEL', 'The reward names no event');
  const { RewardValue: reward } = object;
  if (typeof reward === 'number') return { kind: 'observation', line, event, reward };
  const sum = observations.reduce((total, { v }) => total + (typeof v === 'number' ? v : 0), 0);
  return { kind: 'observation', line, event, reward: sum };
}

function continuous(line: number, object: Json, context: Json): ContinuousEntry {
  const { action, cost, pdf_value: density } = isObject(object._label_ca) ? object._label_ca : {};
  if (typeof action !== 'number' || typeof cost !== 'number' || typeof density !== 'number' || !(density > 0))
    throw new Malformed('INVALID_LABEL', '_label_ca needs an action, a cost and a density above 0');
  return { kind: 'continuous', line, features: jsonFeatures(context), outcome: { action, cost, density } };
}

function cb(
  line: number,
  object: Json,
  { actions, ...known }: Pick<CbEntry, 'id' | 'at' | 'shared' | 'weight'> & { readonly actions: VwAction[] },
): CbEntry {
  if (actions.length === 0)
    throw new Malformed('NO_ACTIONS', 'The example has no actions (_multi), and is no reward of another');
  const outcome = cbOutcome(object, actions.length);
  const probabilities = probabilitiesOf(object, actions.length, outcome);
  return {
    kind: 'cb',
    line,
    ...known,
    actions,
    ...(outcome === undefined ? {} : { outcome }),
    ...(probabilities === undefined ? {} : { probabilities }),
    ...(object._skipLearn === true ? { skipLearn: true } : {}),
  };
}

function cbOutcome(object: Json, actions: number): VwOutcome | undefined {
  const cost = object._label_cost ?? object._label_Cost;
  if (cost === undefined || cost === null) return undefined;
  if (typeof cost !== 'number') throw new Malformed('INVALID_LABEL', 'The cost is no number');
  const probability = object._label_probability ?? object._label_Probability;
  // `_labelIndex` counts from 0; `_label_Action` from 1, and says it only where the other is absent.
  const { _labelIndex: index, _label_Action: number } = object;
  const action =
    index === undefined ? indexOf(number, 'The chosen action') - 1 : indexOf(index, 'The chosen action');
  return {
    action: within(action, actions),
    cost,
    probability: probabilityOf(probability, 'The chosen action'),
  };
}

/**
 * `p` stands in the order of `a`, whose actions are counted from 1, or from 0 where a 0 is among them. Kept when it is
 * a distribution over all actions that gives the chosen one the probability of the label.
 */
function probabilitiesOf(
  { a, p }: Json,
  actions: number,
  outcome: VwOutcome | undefined,
): number[] | undefined {
  if (!Array.isArray(a) || !Array.isArray(p) || a.length !== actions || p.length !== actions)
    return undefined;
  const first = a.includes(0) ? 0 : 1;
  const found = new Array<number>(actions).fill(Number.NaN);
  for (const [place, action] of a.entries()) {
    if (typeof action === 'number' && typeof p[place] === 'number') found[action - first] = p[place];
  }
  const sum = found.reduce((total, each) => total + each, 0);
  const own = outcome === undefined ? undefined : (found[outcome.action] ?? 0) - outcome.probability;
  return found.length === actions && Math.abs(sum - 1) < 1e-3 && Math.abs(own ?? 0) < 1e-4
    ? found
    : undefined;
}

function ccbOutcome(
  outcome: Json | undefined,
  actions: number,
): { outcome?: VwOutcome; probabilities?: readonly VwProbability[] } {
  const { probabilities } = chancesOf(outcome);
  const [chosen] = probabilities ?? [];
  const { cost } = costOf(outcome ?? {});
  if (probabilities === undefined || chosen === undefined || cost === undefined) return {};
  for (const { action } of probabilities) within(action, actions);
  const probability = probabilityOf(chosen.probability, 'The action of a slot');
  return { outcome: { action: chosen.action, cost, probability }, probabilities };
}

/** `_a` and `_p`: the actions in the order of their probabilities' list, the chosen one first. */
function chancesOf(outcome: Json | undefined): { probabilities?: readonly VwProbability[] } {
  const { _a: actions, _p: chances } = outcome ?? {};
  if (actions === undefined && chances === undefined) return {};
  const [a, p] = [asList(actions), asList(chances)];
  if (a.length !== p.length || a.length === 0)
    throw new Malformed('INVALID_LABEL', '_a and _p of an outcome are not of one length');
  return {
    probabilities: a.map((action, i) => {
      const probability = p[i];
      if (typeof probability !== 'number' || !(probability >= 0)) probabilityOf(probability, 'An action');
      return { action: indexOf(action, 'An action'), probability: probability as number };
    }),
  };
}

function costOf({ _label_cost: cost }: Json): { cost?: number } {
  return typeof cost === 'number' ? { cost } : {};
}

function slotOf(slot: Json) {
  return { ...named('id', slot._id), features: jsonFeatures(slot) };
}

function asAction(action: Json): VwAction {
  return { ...named('tag', action._tag), features: jsonFeatures(action) };
}

function named<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  const text = typeof value === 'number' ? String(value) : value;
  return (typeof text === 'string' ? { [key]: text } : {}) as { [K in Key]?: string };
}

/** ISO 8601; without a zone in UTC, as the service writes it. What is no time says nothing. */
function timed(value: unknown): { readonly at?: Instant } {
  if (typeof value !== 'string') return {};
  const at = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? {} : { at };
}

/** The share of examples that were thrown away before: what is left stands for them. */
function weightOf(pdrop: unknown): number {
  if (pdrop === undefined) return 1;
  if (typeof pdrop === 'number' && pdrop >= 0 && pdrop < 1) return 1 / (1 - pdrop);
  throw new Malformed('INVALID_WEIGHT', `pdrop is ${String(pdrop)}, and must be in [0, 1)`);
}

const labels: ReadonlySet<string> = new Set([
  'a',
  'p',
  'o',
  'pdrop',
  'EventId',
  'Timestamp',
  'Version',
  'VWState',
]);

/** Plain JSON without what the decision service writes beside the context. */
function withoutLabel(object: Json): Json {
  if (object._label_cost === undefined && object._label_Cost === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !labels.has(key)));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function listOf(value: unknown): readonly Json[] {
  return asList(value).filter(isObject);
}

function indexOf(value: unknown, what: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw new Malformed('INVALID_LABEL', `${what} is ${String(value)}, no index`);
}

function within(action: number, actions: number): number {
  if (action >= 0 && action < actions) return action;
  throw new Malformed('UNKNOWN_ACTION', `There is no action ${action} among ${actions}`);
}
