import type { Instant, PointId, Product } from '@armoire/protocol';
import { ActiveRules } from './active.ts';
import type { Rule } from './rule.ts';
import { ageTest, factsTest } from './select.ts';
import { applies, type Occasion } from './when.ts';

/** A rule, ready to be asked. */
export interface Compiled {
  readonly rule: Rule;
  readonly index: number;
  /** Whether it selects a product by its facts, leaving its age aside where that may change the answer. */
  readonly selects: (product: Product) => boolean;
  /** Whether it selects it at an instant, given that it selects it by its facts. */
  readonly selectsAt: ((product: Product, at: Instant) => boolean) | undefined;
}

/** The rules that select one product by its facts. */
export interface Selecting {
  readonly cuts: readonly Compiled[];
  readonly shapes: readonly Compiled[];
}

const cutting: ReadonlySet<Rule['effect']> = new Set(['age', 'exclude', 'hide-bought', 'include']);

/** Whether the rule keeps products off a shelf; the others say what it looks like. */
export function isCut({ effect }: Rule): boolean {
  return cutting.has(effect);
}

/** The rules of one point. */
interface AtPoint {
  /** At work in every situation. */
  readonly always: Uint8Array;
  /** By their indices; those that are left may or may not be at work. */
  readonly candidates: readonly Compiled[];
}

/** One version of a shop's rules, ready for decisions. Products are compared once, as long as they do not change. */
export class CompiledRules {
  readonly version: number;
  readonly rules: readonly Rule[];
  readonly compiled: readonly Compiled[];
  readonly #byProduct = new WeakMap<Product, Selecting>();
  readonly #byPoint = new Map<PointId, AtPoint>();

  /** @param rules as parsed */
  constructor(version: number, rules: readonly Rule[]) {
    this.version = version;
    this.rules = rules;
    this.compiled = rules.flatMap((rule, index) => (rule.paused === true ? [] : [compile(rule, index)]));
  }

  /** The rules at work on an occasion; undefined when none is. */
  at(occasion: Occasion): ActiveRules | undefined {
    if (this.compiled.length === 0) return undefined;
    const { always, candidates } = this.#at(occasion.point);
    const active = candidates.filter(
      ({ rule, index }) => always[index] === 1 || applies(rule.when, occasion),
    );
    return active.length === 0 ? undefined : new ActiveRules(this, active, occasion);
  }

  /** The rules that select the product by its facts. */
  of(product: Product): Selecting {
    let found = this.#byProduct.get(product);
    if (found === undefined) {
      const all = this.compiled.filter(({ selects }) => selects(product));
      found = {
        cuts: all.filter(({ rule }) => isCut(rule)),
        shapes: all.filter(({ rule }) => !isCut(rule)),
      };
      this.#byProduct.set(product, found);
    }
    return found;
  }

  #at(point: PointId): AtPoint {
    let found = this.#byPoint.get(point);
    if (found === undefined) {
      const always = new Uint8Array(this.rules.length);
      const candidates = this.compiled.filter(({ rule: { when } }) => when?.points?.includes(point) ?? true);
      for (const { rule, index } of candidates) {
        const { points: _, ...rest } = rule.when ?? {};
        always[index] = Number(Object.values(rest).every((field) => field === undefined));
      }
      found = { always, candidates };
      this.#byPoint.set(point, found);
    }
    return found;
  }
}

function compile(rule: Rule, index: number): Compiled {
  if (rule.effect === 'pin')
    return { rule, index, selects: ({ id }) => id === rule.product, selectsAt: undefined };
  const { select = {}, except } = rule;
  const inside = factsTest(select);
  const outside = except && factsTest(except);
  const oldEnough = ageTest(select);
  const excepted = except && ageTest(except);
  // An exception that asks for an age is only known with the time.
  if (outside === undefined || excepted === undefined) {
    return {
      rule,
      index,
      selects: (product) => inside(product) && outside?.(product) !== true,
      selectsAt: oldEnough,
    };
  }
  return {
    rule,
    index,
    selects: inside,
    selectsAt: (product, at) =>
      (oldEnough?.(product, at) ?? true) && !(outside(product) && excepted(product, at)),
  };
}
