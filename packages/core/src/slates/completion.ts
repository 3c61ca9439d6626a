import type { Group, Shape } from './shape.ts';

/** Steps of one search; one that takes more counts as failed, so that a promise is rather lowered than broken. */
const mostSteps = 4000;

const [yes, no] = [1, 2];

/** Actions that no constraint tells apart. */
interface Kind {
  readonly groups: readonly number[];
  /** −1 where the family has no second member. */
  readonly family: number;
  readonly actions: number[];
}

/**
 * The places of a slate that are still open, and whether what is owed to its groups can still be had in them. It keeps
 * one way of paying all debts (the plan), so that most questions are answered without a search.
 */
export class Completion {
  readonly #groups: readonly Group[];
  readonly #kinds: readonly Kind[];
  readonly #kindOf: Int32Array;
  readonly #used: Uint8Array;
  readonly #room: Float64Array;
  readonly #owed: Int32Array;
  readonly #families = new Set<number>();
  #plan: readonly number[] = [];
  #open: number;
  #steps = 0;
  /** Whether an action of each kind may be taken now, and whether it would have room: 0 where it was not asked. */
  readonly #allowed: Uint8Array;
  readonly #fitting: Uint8Array;

  /** @param open places to fill */
  constructor({ groups, families }: Pick<Shape, 'groups' | 'families'>, size: number, open: number) {
    this.#groups = groups;
    this.#used = new Uint8Array(size);
    this.#room = Float64Array.from(groups, ({ most = Number.POSITIVE_INFINITY }) => most);
    this.#owed = new Int32Array(groups.length);
    this.#open = open;
    this.#kindOf = new Int32Array(size);
    const members = new Map<number, number>();
    for (const family of families ?? []) members.set(family, (members.get(family) ?? 0) + 1);
    const shared = (action: number) => {
      const family = families?.[action] ?? -1;
      return family >= 0 && (members.get(family) ?? 0) > 1 ? family : -1;
    };
    // Kinds are told apart by one constraint after the other.
    let numbers =
      families === undefined ? new Int32Array(size) : Int32Array.from(this.#kindOf, (_, a) => shared(a) + 1);
    for (const group of groups) numbers = refined(numbers, group.members);
    const kinds = new Map<number, Kind>();
    for (let action = 0; action < size; action++) {
      const number = numbers[action] as number;
      let kind = kinds.get(number);
      if (kind === undefined) {
        const own = groups.flatMap((group, g) => (group.members[action] === 1 ? [g] : []));
        kind = { groups: own, family: shared(action), actions: [] };
        kinds.set(number, kind);
      }
      kind.actions.push(action);
    }
    // What pays the most debts at once is tried first: plans are short, and leave the policy its choice.
    const pays = (kind: Kind) => kind.groups.filter((g) => groups[g]?.least !== undefined).length;
    this.#kinds = [...kinds.values()].sort((a, b) => pays(b) - pays(a));
    for (const [k, { actions }] of this.#kinds.entries()) for (const each of actions) this.#kindOf[each] = k;
    this.#allowed = new Uint8Array(this.#kinds.length);
    this.#fitting = new Uint8Array(this.#kinds.length);
  }

  /** Whether nothing that may stand at most so often forbids the action, and it does not stand already. */
  fits(action: number): boolean {
    if (this.#used[action] !== 0) return false;
    const kind = this.#kindOf[action] as number;
    if (this.#fitting[kind] === 0) this.#fitting[kind] = this.#roomFor(this.#kinds[kind] as Kind) ? yes : no;
    return this.#fitting[kind] === yes;
  }

  /** Whether the action may stand in the next place, and all debts can be paid in those after it. */
  allows(action: number): boolean {
    if (!this.fits(action)) return false;
    if (this.#plan.length === 0) return true;
    const kind = this.#kindOf[action] as number;
    // Looking for a plan takes and gives back, and asks anew what fits.
    if (this.#allowed[kind] === 0) this.#allowed[kind] = this.#without(action) === undefined ? no : yes;
    return this.#allowed[kind] === yes;
  }

  /** Whether the group still has to get some. */
  owes(group: number): boolean {
    return (this.#owed[group] as number) > 0;
  }

  /** Whether the group has all that it may have, and more of it could stand otherwise. */
  full(group: number): boolean {
    return (
      this.#room[group] === 0 &&
      this.#kinds.some(
        ({ groups, actions }) => groups.includes(group) && actions.some((a) => this.#used[a] === 0),
      )
    );
  }

  /** Fills the next place. */
  take(action: number): void {
    const plan = this.#plan.length === 0 ? [] : this.#without(action);
    this.#use(action);
    this.#plan = this.#owed.some((owed) => owed > 0) ? (plan ?? []) : [];
    this.#allowed.fill(0);
  }

  /** Promises a group as many as can be had of it beside what was promised before; returns how many. */
  promise(group: number): number {
    const { least = 0, members } = this.#groups[group] as Group;
    let have = 0;
    let fitting = 0;
    for (let action = 0; action < members.length; action++) {
      if (members[action] === 0) continue;
      if (this.#used[action] === 1) have++;
      else if (this.fits(action)) fitting++;
    }
    const room = this.#room[group] as number;
    for (let n = Math.min(least, have + Math.min(fitting, this.#open, room)); n > have; n--) {
      this.#owed[group] = n - have;
      const plan = this.#search();
      if (plan !== undefined) {
        this.#plan = plan;
        return n;
      }
    }
    this.#owed[group] = 0;
    return Math.min(have, least);
  }

  #kind(action: number): Kind {
    return this.#kinds[this.#kindOf[action] as number] as Kind;
  }

  #roomFor({ groups, family }: Kind): boolean {
    return !this.#families.has(family) && groups.every((g) => (this.#room[g] as number) > 0);
  }

  /** A plan for what is owed after the action was taken. */
  #without(action: number): readonly number[] | undefined {
    const plan = this.#plan;
    const kind = this.#kindOf[action] as number;
    const twin = plan.includes(action)
      ? plan.indexOf(action)
      : plan.findIndex((each) => this.#kindOf[each] === kind);
    if (twin >= 0) return plan.filter((_, i) => i !== twin);
    this.#use(action);
    const stands = plan.length <= this.#open && this.#holds(plan);
    const found = stands ? plan : this.#search();
    this.#free(action);
    return found;
  }

  /** Whether all actions of a plan have room beside each other. */
  #holds(plan: readonly number[]): boolean {
    let done = 0;
    while (done < plan.length && this.fits(plan[done] as number)) this.#use(plan[done++] as number);
    for (let i = 0; i < done; i++) this.#free(plan[i] as number);
    return done === plan.length;
  }

  #use(action: number): void {
    const { groups, family } = this.#kind(action);
    this.#used[action] = 1;
    this.#fitting.fill(0);
    this.#open--;
    if (family >= 0) this.#families.add(family);
    for (const g of groups) {
      this.#room[g] = (this.#room[g] as number) - 1;
      this.#owed[g] = (this.#owed[g] as number) - 1;
    }
  }

  #free(action: number): void {
    const { groups, family } = this.#kind(action);
    this.#used[action] = 0;
    this.#fitting.fill(0);
    this.#open++;
    if (family >= 0) this.#families.delete(family);
    for (const g of groups) {
      this.#room[g] = (this.#room[g] as number) + 1;
      this.#owed[g] = (this.#owed[g] as number) + 1;
    }
  }

  #search(): readonly number[] | undefined {
    this.#steps = 0;
    const plan: number[] = [];
    return this.#pay(plan, -1, 0) ? plan : undefined;
  }

  /** Depth first: one more action for the first group that is owed something, kinds in their order. */
  #pay(plan: number[], before: number, from: number): boolean {
    const group = this.#owed.findIndex((owed) => owed > 0);
    if (group === -1) return true;
    if (this.#owed.some((owed) => owed > this.#open) || ++this.#steps > mostSteps) return false;
    // Whichever of two kinds is taken first, the same is paid: only one of the orders is tried.
    for (let k = group === before ? from : 0; k < this.#kinds.length; k++) {
      const kind = this.#kinds[k] as Kind;
      if (!kind.groups.includes(group) || !this.#roomFor(kind)) continue;
      const action = kind.actions.find((each) => this.#used[each] === 0);
      if (action === undefined) continue;
      this.#use(action);
      plan.push(action);
      if (this.#pay(plan, group, k)) {
        this.#free(action);
        return true;
      }
      plan.pop();
      this.#free(action);
    }
    return false;
  }
}

/** Numbers of parts of a whole, each cut in two by who is a member. */
function refined(numbers: Int32Array, members: Uint8Array): Int32Array<ArrayBuffer> {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  const known = new Int32Array(2 * (most + 1)).fill(-1);
  const finer = new Int32Array(numbers.length);
  let count = 0;
  for (let i = 0; i < numbers.length; i++) {
    const part = 2 * (numbers[i] as number) + (members[i] as number);
    if (known[part] === -1) known[part] = count++;
    finer[i] = known[part] as number;
  }
  return finer;
}
