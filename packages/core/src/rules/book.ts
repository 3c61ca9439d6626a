import type { Product, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { CompiledRules } from './compiled.ts';
import { Members } from './members.ts';
import type { Rule } from './rule.ts';

/** The rules of a shop as they now are, and which products those select that want some shown. */
export class RuleBook {
  #rules = new CompiledRules(0, []);
  #members = new Map<number, Members>();

  get rules(): CompiledRules {
    return this.#rules;
  }

  /** Replaces the rules; the catalogue is looked through once. */
  use(version: number, rules: readonly Rule[], catalog: Catalog): void {
    this.#rules = new CompiledRules(version, rules);
    this.#members = new Map();
    for (const { rule, index } of this.#rules.compiled) {
      if (rule.effect === 'include' || rule.effect === 'at-least') this.#members.set(index, new Members());
    }
    if (this.#members.size === 0) return;
    for (const product of catalog.products()) this.changed(product.id, product);
  }

  /** Takes a change of the catalogue over; undefined for a product that is gone. */
  changed(id: ProductId, product: Product | undefined): void {
    if (this.#members.size === 0) return;
    const found = product && this.#rules.of(product);
    const selecting = new Set([...(found?.cuts ?? []), ...(found?.shapes ?? [])].map(({ index }) => index));
    for (const [index, members] of this.#members) {
      if (selecting.has(index)) members.add(id);
      else members.remove(id);
    }
  }

  /** The products that an include or at-least rule selects by their facts. */
  members(index: number): Members {
    return this.#members.get(index) ?? new Members();
  }
}
