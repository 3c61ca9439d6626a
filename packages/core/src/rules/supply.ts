import { hour, type ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { hashString } from '../random/index.ts';
import type { ActiveRules } from './active.ts';
import type { RuleBook } from './book.ts';
import type { Compiled } from './compiled.ts';
import type { Rule } from './rule.ts';

/** A rule that wants n of some products gets so many times n to choose from, and at least so many. */
const choiceOf = 4;
const leastChoice = 12;
/** Products looked at for one rule; what is left is looked at in another hour. */
const mostLooks = 2000;

/** What wants some products, whatever else there is. */
const wanting: ReadonlySet<Rule['effect']> = new Set(['pin', 'at-least', 'include']);

/** What the rules at work want among the candidates, whatever the sources propose. */
export class Supply {
  readonly #book: RuleBook;
  readonly #rules: ActiveRules;
  readonly #catalog: Catalog;
  readonly #eligible: (id: ProductId) => boolean;

  constructor(book: RuleBook, rules: ActiveRules, catalog: Catalog, eligible: (id: ProductId) => boolean) {
    this.#book = book;
    this.#rules = rules;
    this.#catalog = catalog;
    this.#eligible = eligible;
  }

  /**
   * What is to be added to the proposed: what is pinned, what a shelf must have, and, where only some may be shown,
   * some of these.
   *
   * @param enough candidates where only some may be shown
   */
  missing(proposed: Iterable<ProductId>, enough: number): ProductId[] {
    if (!this.#rules.active.some(({ rule }) => wanting.has(rule.effect))) return [];
    const have = new Set(proposed);
    const added: ProductId[] = [];
    const add = (id: ProductId) => {
      if (have.has(id) || !this.#eligible(id)) return;
      have.add(id);
      added.push(id);
    };
    const open = this.#choices();
    for (const id of open === undefined ? [] : have) this.#count(id, open);
    for (const compiled of this.#rules.active) {
      const { rule } = compiled;
      if (rule.effect === 'pin') add(rule.product);
      if (rule.effect === 'at-least') this.#some(compiled, open?.[compiled.index] ?? 0, add, have);
    }
    const includes = this.#rules.active.filter(({ rule }) => rule.effect === 'include');
    const size = ({ index }: Compiled) => this.#book.members(index).size;
    const [narrowest] = includes.sort((a, b) => size(a) - size(b));
    if (narrowest !== undefined) this.#some(narrowest, enough - have.size, add, have);
    return added;
  }

  /** Which of the ranked are to stay however they rank: what is pinned, and the best of what a shelf must have. */
  kept(ranked: readonly ProductId[]): ReadonlySet<ProductId> {
    const kept = new Set<ProductId>();
    for (const { rule } of this.#rules.active) if (rule.effect === 'pin') kept.add(rule.product);
    const open = this.#choices();
    for (const id of open === undefined ? [] : ranked) if (this.#count(id, open)) kept.add(id);
    return kept;
  }

  /** How many each rule that wants some gets to choose from, by its index; undefined when none does. */
  #choices(): Int32Array | undefined {
    const { active } = this.#rules;
    if (!active.some(({ rule }) => rule.effect === 'at-least')) return undefined;
    const open = new Int32Array((active.at(-1)?.index ?? 0) + 1);
    for (const { rule, index } of active) {
      if (rule.effect === 'at-least') open[index] = Math.max(choiceOf * rule.count, leastChoice);
    }
    return open;
  }

  /** Takes a product off what rules still want; false when none does. */
  #count(id: ProductId, open: Int32Array | undefined): boolean {
    const product = this.#catalog.get(id);
    if (product === undefined || open === undefined) return false;
    let wanted = false;
    this.#rules.shaping(product, ({ index }) => {
      const left = open[index] ?? 0;
      if (left === 0) return;
      open[index] = left - 1;
      wanted = true;
    });
    return wanted;
  }

  #some(
    compiled: Compiled,
    wanted: number,
    add: (id: ProductId) => void,
    have: ReadonlySet<ProductId>,
  ): void {
    const members = this.#book.members(compiled.index);
    if (wanted <= 0 || members.size === 0) return;
    const until = have.size + wanted;
    // Another part of a large selection each hour, so that all of it gets its turn.
    const start = hashString(compiled.rule.id, Math.floor(this.#rules.occasion.at / hour)) % members.size;
    for (const id of members.from(start, mostLooks)) {
      if (compiled.rule.effect === 'include' || this.#selects(compiled, id)) add(id);
      if (have.size >= until) return;
    }
  }

  #selects(compiled: Compiled, id: ProductId): boolean {
    const product = this.#catalog.get(id);
    return product !== undefined && this.#rules.selects(compiled, product);
  }
}
