import type { ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { Group, Pin, Shape } from '../slates/index.ts';
import type { ActiveRules } from './active.ts';
import type { Compiled } from './compiled.ts';
import type { BoostRule } from './rule.ts';

/** Bounds of all boosts of a product together. */
const [leastFactor, mostFactor] = [1e-3, 1e3];

/**
 * What a slate of these products has to look like by the rules at work, and by the families of the products; undefined
 * when it may be any.
 */
export function shapeOf(
  products: readonly ProductId[],
  catalog: Catalog,
  rules: ActiveRules | undefined,
): Shape | undefined {
  const families = familiesOf(products, catalog);
  const pins: Pin[] = [];
  const groups: Group[] = [];
  const byRule: Uint8Array[] = [];
  let factors: Float64Array | undefined;
  for (const { rule, index } of rules?.active ?? []) {
    if (rule.effect === 'pin') {
      const { product, position: place, id: by } = rule;
      pins.push({ action: products.indexOf(product), place, by });
    } else if (rule.effect === 'at-least' || rule.effect === 'at-most') {
      const members = new Uint8Array(products.length);
      byRule[index] = members;
      const bound = rule.effect === 'at-least' ? { least: rule.count } : { most: rule.count };
      groups.push({ members, by: rule.id, ...bound });
    } else if (rule.effect === 'boost') {
      factors ??= new Float64Array(products.length).fill(1);
    }
  }
  if (rules === undefined || (groups.length === 0 && factors === undefined)) {
    return pins.length === 0 && families === undefined
      ? undefined
      : { pins, groups, ...(families === undefined ? {} : { families }) };
  }
  let action = 0;
  const take = ({ rule, index }: Compiled) => {
    if (rule.effect === 'boost' && factors !== undefined) {
      const factor = (factors[action] as number) * rule.factor;
      factors[action] = Math.min(Math.max(factor, leastFactor), mostFactor);
    } else if (byRule[index] !== undefined) byRule[index][action] = 1;
  };
  for (; action < products.length; action++) {
    const product = catalog.get(products[action] as ProductId);
    if (product !== undefined) rules.shaping(product, take);
  }
  return {
    pins,
    groups,
    ...(factors === undefined ? {} : { factors }),
    ...(families === undefined ? {} : { families }),
  };
}

/** The boosts of one product. */
export function boostsOf(id: ProductId, catalog: Catalog, rules: ActiveRules | undefined): BoostRule[] {
  const product = catalog.get(id);
  if (product === undefined || rules === undefined) return [];
  const boosts: BoostRule[] = [];
  rules.shaping(product, ({ rule }) => {
    if (rule.effect === 'boost') boosts.push(rule);
  });
  return boosts;
}

/** Numbers of the families; undefined when no two of the products are of one. */
function familiesOf(products: readonly ProductId[], catalog: Catalog): Int32Array | undefined {
  const numbers = new Map<string, number>();
  let families: Int32Array | undefined;
  let named = 0;
  for (const [action, id] of products.entries()) {
    const family = catalog.get(id)?.family;
    if (family === undefined) continue;
    families ??= new Int32Array(products.length).fill(-1);
    const number = numbers.get(family) ?? numbers.size;
    numbers.set(family, number);
    families[action] = number;
    named++;
  }
  return named > numbers.size ? families : undefined;
}
