import { day, type Product } from '@armoire/protocol';
import type { Ineligible } from '../eligibility/index.ts';
import type { Profile } from '../profiles/index.ts';
import { type Compiled, type CompiledRules, isCut } from './compiled.ts';
import type { HideBoughtRule } from './rule.ts';
import type { Occasion } from './when.ts';

/** A rule that keeps a product off a shelf, and how. */
export interface Bar {
  readonly why: Ineligible;
  readonly rule: string;
}

/** The rules at work in one decision. */
export class ActiveRules {
  readonly version: number;
  readonly occasion: Occasion;
  readonly active: readonly Compiled[];
  /** Whether some of them cut products off. */
  readonly cuts: boolean;
  readonly #set: CompiledRules;
  readonly #isActive: Uint8Array;
  readonly #includes: readonly Compiled[];

  constructor(set: CompiledRules, active: readonly Compiled[], occasion: Occasion) {
    this.version = set.version;
    this.occasion = occasion;
    this.active = active;
    this.#set = set;
    this.#isActive = new Uint8Array(set.rules.length);
    for (const { index } of active) this.#isActive[index] = 1;
    this.cuts = active.some(({ rule }) => isCut(rule));
    this.#includes = active.filter(({ rule }) => rule.effect === 'include');
  }

  /** Tells the rules that select a product and say what a shelf looks like, in their order. */
  shaping(product: Product, tell: (compiled: Compiled) => void): void {
    for (const compiled of this.#set.of(product).shapes)
      if (this.#isAtWork(compiled, product)) tell(compiled);
  }

  /** Those that select a product. */
  of(product: Product): readonly Compiled[] {
    const { cuts, shapes } = this.#set.of(product);
    const own = [...cuts, ...shapes].filter((compiled) => this.#isAtWork(compiled, product));
    return own.sort((a, b) => a.index - b.index);
  }

  /** Whether a rule that says what a shelf looks like selects the product. */
  selects(compiled: Compiled, product: Product): boolean {
    return this.#set.of(product).shapes.includes(compiled) && this.#isAtWork(compiled, product);
  }

  /**
   * Which rule keeps a product from being shown, if one does.
   *
   * @param profile of the shopper; undefined when they are not known
   */
  bar(product: Product, profile: Profile | undefined): Bar | undefined {
    let found: Bar | undefined;
    let included = 0;
    for (const compiled of this.#set.of(product).cuts) {
      if (!this.#isAtWork(compiled, product)) continue;
      const { rule } = compiled;
      // The harder reason is the one that is named.
      if (rule.effect === 'age' && !this.#isOfAge(rule.years)) return { why: 'age', rule: rule.id };
      if (rule.effect === 'exclude') found ??= { why: 'excluded', rule: rule.id };
      if (rule.effect === 'hide-bought' && this.#wasBought(product, rule, profile))
        found ??= { why: 'bought', rule: rule.id };
      if (rule.effect === 'include') included++;
    }
    if (found !== undefined || included === this.#includes.length) return found;
    const own = this.of(product);
    const missed = this.#includes.find((each) => !own.includes(each));
    return missed && { why: 'not-included', rule: missed.rule.id };
  }

  #isAtWork({ index, selectsAt }: Compiled, product: Product): boolean {
    return this.#isActive[index] === 1 && (selectsAt?.(product, this.occasion.at) ?? true);
  }

  #isOfAge(years: number): boolean {
    const { age } = this.occasion.values;
    return typeof age === 'number' && age >= years;
  }

  #wasBought({ id }: Product, { afterDays }: HideBoughtRule, profile: Profile | undefined): boolean {
    const bought = profile?.bought.get(id);
    if (bought === undefined) return false;
    return afterDays === undefined || this.occasion.at - bought.last < afterDays * day;
  }
}
