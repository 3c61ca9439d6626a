import type { Money, ProductId, VariantId } from '@armoire/protocol';
import { type GuardRule, guardPrice, type PriceFacts } from './guard.ts';
import { type GuardedPrice, ownPrice } from './guarded-price.ts';
import type { GuardSettings } from './settings.ts';

/** A price that is wanted for a variant. */
export interface WantedPrice {
  readonly price: Money;
  readonly facts: PriceFacts;
  /** What stays where it may not be had; the facts' current price when absent. */
  readonly otherwise?: Money;
}

/** What became of a wanted price: itself, the price that holds now, or the merchant's own. */
export interface SettledPrice {
  readonly price: GuardedPrice;
  /** Why it is not the wanted one. */
  readonly rule?: GuardRule | 'variants' | 'bundle';
}

/** Where a variant stands; it only ever moves on to the next. */
type Stage = 'wanted' | 'current' | 'own';

interface Member {
  readonly id: VariantId;
  readonly wanted: WantedPrice;
  price: GuardedPrice;
  stage: Stage;
  rule?: NonNullable<SettledPrice['rule']>;
}

/** Variants whose prices depend on each other, and whether they agree as they are. */
interface Relation {
  readonly rule: 'variants' | 'bundle';
  readonly members: readonly Member[];
  holds(): boolean;
}

/**
 * Guards prices that are to change together: each by itself, then the variants of a product among each other, then
 * bundles against their parts, then the budget of open experiments.
 *
 * Where some do not agree, they fall back to the prices that hold now, and if those do not agree either, to the
 * merchant's own, which always may stand. Each fall can break another agreement, so all are asked again; a variant falls
 * twice at most, which ends it. A bundle is asked about where all of it is among `wanted`.
 *
 * @param wanted each variant once, the most promising first: the budget goes to them in this order
 * @returns one for each, in their order
 */
export function guardTogether(
  wanted: readonly WantedPrice[],
  settings: GuardSettings,
): readonly SettledPrice[] {
  const { mostOpen, ...others } = settings;
  const members = wanted.map((each) => memberOf(each, others));
  const relations = [...variantRelations(members, settings), ...bundleRelations(members, settings)];
  do agree(relations, others);
  while (overspent(members, mostOpen));
  return members.map(({ price, rule }) => ({ price, ...(rule === undefined ? {} : { rule }) }));
}

function memberOf(wanted: WantedPrice, settings: GuardSettings): Member {
  const { facts } = wanted;
  const judged = guardPrice(wanted.price, facts, settings);
  const { id } = facts.variant;
  if (typeof judged !== 'string') return { id, wanted, price: judged, stage: 'wanted' };
  const member: Member = { id, wanted, price: ownPrice(facts.variant), stage: 'wanted' };
  fall(member, judged, settings);
  return member;
}

/** To the price that holds now if it may stand, else to the merchant's own. */
function fall(member: Member, rule: NonNullable<SettledPrice['rule']>, settings: GuardSettings): void {
  const { facts, otherwise = facts.current } = member.wanted;
  const standing = { ...facts, current: otherwise };
  const stays = member.stage === 'wanted' ? guardPrice(otherwise, standing, settings) : rule;
  if (typeof stays === 'string') {
    toOwn(member, rule);
    return;
  }
  member.price = stays;
  member.stage = 'current';
  member.rule ??= rule;
}

function toOwn(member: Member, rule: NonNullable<SettledPrice['rule']>): void {
  member.price = ownPrice(member.wanted.facts.variant);
  member.stage = 'own';
  member.rule ??= rule;
}

/** Closes what the budget does not reach: whether there was any. What is away already may stay so, and counts first. */
function overspent(members: readonly Member[], mostOpen: number | undefined): boolean {
  if (mostOpen === undefined) return false;
  const away = members.filter(isAway);
  const fresh = away.filter((member) => !wasAway(member));
  const left = Math.max(0, mostOpen - (away.length - fresh.length));
  // A budget that is no number opens nothing.
  const over = fresh.filter((_, i) => !(i < left));
  for (const member of over) toOwn(member, 'budget');
  return over.length > 0;
}

function agree(relations: readonly Relation[], settings: GuardSettings): void {
  for (let again = true; again; ) {
    again = false;
    for (const { rule, members, holds } of relations) {
      if (holds()) continue;
      const from = members.some(({ stage }) => stage === 'wanted') ? 'wanted' : 'current';
      const falling = members.filter(({ stage }) => stage === from);
      for (const member of falling) fall(member, rule, settings);
      again ||= falling.length > 0;
    }
  }
}

function variantRelations(members: readonly Member[], { variants }: GuardSettings): Relation[] {
  if (variants === undefined) return [];
  const products = new Map<ProductId, Member[]>();
  for (const member of members) {
    const { id } = member.wanted.facts.product;
    products.set(id, [...(products.get(id) ?? []), member]);
  }
  return [...products.values()].map((group) => ({
    rule: 'variants' as const,
    members: group,
    holds: () =>
      inOrder(group) && (variants === 'ordered' || group.every(({ stage }) => stage === group[0]?.stage)),
  }));
}

/** Whether the merchant's order of prices is kept. */
function inOrder(group: readonly Member[]): boolean {
  const sorted = [...group].sort((a, b) => ownOf(a) - ownOf(b) || a.price.amount - b.price.amount);
  return sorted.every((member, i) => {
    const before = sorted[i - 1];
    if (before === undefined) return true;
    const { amount } = member.price;
    return ownOf(before) === ownOf(member) ? amount === before.price.amount : amount >= before.price.amount;
  });
}

function bundleRelations(members: readonly Member[], { bundles = [] }: GuardSettings): Relation[] {
  const known = new Map(members.map((member) => [member.id, member]));
  return bundles.flatMap(({ variant, parts }): Relation[] => {
    const whole = known.get(variant);
    const found = parts.flatMap(({ variant: id, quantity }) => {
      const member = known.get(id);
      return member === undefined ? [] : [{ member, quantity }];
    });
    if (whole === undefined || found.length === 0 || found.length < parts.length) return [];
    const holds = () => {
      const sum = found.reduce((total, { member, quantity }) => total + quantity * member.price.amount, 0);
      const dearest = Math.max(...found.map(({ member }) => member.price.amount));
      return whole.price.amount <= sum && whole.price.amount >= dearest;
    };
    return [{ rule: 'bundle', members: [whole, ...found.map(({ member }) => member)], holds }];
  });
}

function ownOf({ wanted }: Member): number {
  return wanted.facts.variant.price.amount;
}

function isAway({ price, wanted }: Member): boolean {
  return price.amount !== wanted.facts.variant.price.amount;
}

function wasAway({ wanted: { facts } }: Member): boolean {
  return facts.current.amount !== facts.variant.price.amount;
}
