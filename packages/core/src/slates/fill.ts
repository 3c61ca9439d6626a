import { checkDistribution, type Next, type Shaping } from '../policies/index.ts';
import { Completion } from './completion.ts';
import type { Mark, Shape } from './shape.ts';

export interface Filled {
  /** Indices of the actions, place by place, all different. */
  readonly chosen: readonly number[];
  /** For each place, the probability of its action given those before. */
  readonly propensities: readonly number[];
  /** For each place, what moved it; empty without a shape. */
  readonly marks: readonly (readonly Mark[])[];
  /** What the shape asked for and could not have. */
  readonly dropped: readonly Mark[];
  /** For each place, what settings of the policy bent the probability of its action. */
  readonly shapings?: readonly (readonly Shaping[])[];
  /** For each place, what the policy keeps to learn from it; absent for policies that keep nothing. */
  readonly kept?: readonly (readonly number[])[];
}

/** Less of a distribution than this is noise, and no preference. */
const negligible = 1e-12;

/**
 * Fills places one after another; the distribution of each is the policy's, cut and bent to the shape. A place that
 * is pinned has one action with probability 1.
 *
 * @param policy its name, for errors
 * @param choose an action, by the probabilities of the place
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function fillSlate(
  next: Next,
  size: number,
  count: number,
  shape: Shape | undefined,
  policy: string,
  choose: (probabilities: Float64Array) => number,
): Filled {
  const places = Math.min(count, size);
  const chosen: number[] = [];
  const propensities: number[] = [];
  const marks: (readonly Mark[])[] = [];
  const shaped = shape && new Shaped(next, shape, size, count, policy);
  while (chosen.length < places) {
    const probabilities =
      shaped === undefined ? checkDistribution(next(chosen), size, policy) : shaped.next(chosen);
    if (probabilities === undefined) break;
    const action = choose(probabilities);
    if (shaped !== undefined) marks.push(shaped.take(chosen.length, action));
    propensities.push(probabilities[action] as number);
    chosen.push(action);
  }
  return { chosen, propensities, marks, dropped: shaped?.dropped ?? [] };
}

/** A policy's distributions, cut and bent to a shape. */
class Shaped {
  readonly dropped: Mark[] = [];
  readonly #next: Next;
  readonly #shape: Shape;
  readonly #size: number;
  readonly #policy: string;
  readonly #completion: Completion;
  /** What is still to come, by place. */
  readonly #pins = new Map<number, { readonly action: number; readonly by: string }>();
  #forced = false;

  constructor(next: Next, shape: Shape, size: number, count: number, policy: string) {
    this.#next = next;
    this.#shape = shape;
    this.#size = size;
    this.#policy = policy;
    this.#completion = new Completion(shape, size, Math.min(count, size));
    this.#pin(count);
    for (const [g, { least, by }] of shape.groups.entries()) {
      if (least === undefined) continue;
      const promised = this.#completion.promise(g);
      if (promised < least) this.#drop(by, `${promised} of ${least}`);
    }
  }

  /** The distribution of the next place; undefined when nothing may stand there. */
  next(chosen: readonly number[]): Float64Array | undefined {
    this.#forced = false;
    const pin = this.#pins.get(chosen.length);
    if (pin !== undefined) return oneHot(this.#size, pin.action);
    const barred: number[] = [];
    for (let action = 0; action < this.#size; action++) {
      if (this.#completion.allows(action)) continue;
      if (!chosen.includes(action)) barred.push(action);
      this.#forced ||= this.#completion.fits(action);
    }
    if (barred.length + chosen.length < this.#size) return this.#free(chosen, barred);
    // Nothing may stand here: what is pinned to a later place moves up.
    const [first] = [...this.#pins].sort(([a], [b]) => a - b);
    if (first === undefined) return undefined;
    this.#pins.delete(first[0]);
    this.#pins.set(chosen.length, first[1]);
    return oneHot(this.#size, first[1].action);
  }

  /** Fills a place; says what moved it. */
  take(place: number, action: number): Mark[] {
    const pin = this.#pins.get(place);
    if (pin !== undefined) {
      this.#pins.delete(place);
      return [{ code: 'pinned', by: pin.by }];
    }
    const marks: Mark[] = [];
    for (const [g, { members, by }] of this.#shape.groups.entries()) {
      if (this.#forced && members[action] === 1 && this.#completion.owes(g))
        marks.push({ code: 'at-least', by });
      if (this.#completion.full(g)) marks.push({ code: 'at-most', by });
    }
    this.#completion.take(action);
    return marks;
  }

  #free(chosen: readonly number[], barred: readonly number[]): Float64Array {
    const { factors } = this.#shape;
    const given = checkDistribution(this.#next(chosen), this.#size, this.#policy);
    if (barred.length === 0 && factors === undefined) return given;
    let bent = this.#bent(given, chosen, barred);
    // A policy that has no probability for what is left says what it prefers of it when the rest stands already.
    bent ??= this.#bent(
      checkDistribution(this.#next([...chosen, ...barred]), this.#size, this.#policy),
      chosen,
      barred,
    );
    return bent ?? evenly(this.#size, [...chosen, ...barred]);
  }

  #bent(given: Float64Array, chosen: readonly number[], barred: readonly number[]): Float64Array | undefined {
    const { factors } = this.#shape;
    const bent = Float64Array.from(given);
    for (const action of chosen) bent[action] = 0;
    for (const action of barred) bent[action] = 0;
    let left = 0;
    let mass = 0;
    for (let i = 0; i < bent.length; i++) {
      const p = bent[i] as number;
      left += p;
      if (factors !== undefined) bent[i] = p * (factors[i] as number);
      mass += bent[i] as number;
    }
    if (left < negligible) return undefined;
    for (let i = 0; i < bent.length; i++) bent[i] = (bent[i] as number) / mass;
    return bent;
  }

  #pin(count: number): void {
    const places = Math.min(count, this.#size);
    const pinned = new Set<number>();
    for (const { action, place, by } of this.#shape.pins) {
      // A shelf that is short of products keeps what was meant for its end.
      const at = place < places ? place : place < count ? this.#lastFree(places) : -1;
      if (action < 0) this.#drop(by, 'may not be shown here');
      else if (at < 0) this.#drop(by, 'no such place');
      else if (this.#pins.has(at)) this.#drop(by, 'the place is taken');
      else if (pinned.has(action)) this.#drop(by, 'pinned elsewhere');
      else if (!this.#completion.fits(action)) this.#drop(by, 'too many of its kind');
      else {
        this.#completion.take(action);
        this.#pins.set(at, { action, by });
        pinned.add(action);
      }
    }
  }

  #lastFree(places: number): number {
    let place = places - 1;
    while (this.#pins.has(place)) place--;
    return place;
  }

  #drop(by: string, why: string): void {
    this.dropped.push({ code: 'rule-dropped', by, why });
  }
}

function oneHot(size: number, action: number): Float64Array {
  const probabilities = new Float64Array(size);
  probabilities[action] = 1;
  return probabilities;
}

function evenly(size: number, without: readonly number[]): Float64Array {
  const probabilities = new Float64Array(size).fill(1 / (size - without.length));
  for (const action of without) probabilities[action] = 0;
  return probabilities;
}
