import type { Instant, PointId, ProductId } from '@armoire/protocol';

/** Which products: those that satisfy every field that is given, by any of its entries. */
export interface Selection {
  readonly ids?: readonly ProductId[];
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly brands?: readonly string[];
  readonly families?: readonly string[];
  /** Of the cheapest variant in minor units; both ends are inside. */
  readonly price?: { readonly from?: number; readonly to?: number };
  /** Some variant has one of the values, for each option that is named. */
  readonly options?: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Days since the product was made; those of unknown age are outside. */
  readonly minDaysOld?: number;
  readonly maxDaysOld?: number;
}

export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

export type Weekday = (typeof weekdays)[number];

/** When a rule is at work: where every field that is given holds, by any of its entries. */
export interface When {
  readonly points?: readonly PointId[];
  /** `market` (the shop's own where none is sent) and `channel` of the situation's values. */
  readonly markets?: readonly string[];
  readonly channels?: readonly string[];
  /** The category of the page: its own, or the last of its product's. */
  readonly categories?: readonly string[];
  /** The product of the page. */
  readonly products?: readonly ProductId[];
  readonly from?: Instant;
  /** Not any more at this instant. */
  readonly until?: Instant;
  /** In the shop's time zone. */
  readonly weekdays?: readonly Weekday[];
}

interface RuleBase {
  /** Unique among the rules of a shop; names the rule in decisions. */
  readonly id: string;
  /** For people. */
  readonly note?: string;
  /** Kept, and not at work. */
  readonly paused?: boolean;
  readonly when?: When;
}

interface Selecting extends RuleBase {
  readonly select: Selection;
  /** Not these of the selected. */
  readonly except?: Selection;
}

/** Only these. Where several such rules are at work, what all of them select. */
export interface IncludeRule extends Selecting {
  readonly effect: 'include';
}

/** None of these. */
export interface ExcludeRule extends Selecting {
  readonly effect: 'exclude';
}

/** Multiplies the odds of these; the policy still decides. */
export interface BoostRule extends Selecting {
  readonly effect: 'boost';
  /** From 0.01 to 100; below 1 makes them rarer. */
  readonly factor: number;
}

/** This product in this place. */
export interface PinRule extends RuleBase {
  readonly effect: 'pin';
  readonly product: ProductId;
  /** From 0. */
  readonly position: number;
}

/** Not what the shopper has bought. Needs to know the shopper: without consent nothing is hidden. */
export interface HideBoughtRule extends RuleBase {
  readonly effect: 'hide-bought';
  /** All products when absent. */
  readonly select?: Selection;
  /** Such as what is used up and bought again. */
  readonly except?: Selection;
  /** Days after the purchase at which it may come back; never when absent. */
  readonly afterDays?: number;
}

/** At least so many of these, if there are so many. */
export interface AtLeastRule extends Selecting {
  readonly effect: 'at-least';
  readonly count: number;
}

/** At most so many of these. */
export interface AtMostRule extends Selecting {
  readonly effect: 'at-most';
  readonly count: number;
}

/** These only where `age` of the situation's values says that the shop has verified so many years: never without. */
export interface AgeRule extends Selecting {
  readonly effect: 'age';
  readonly years: number;
}

/**
 * What a merchant wants of shelves beyond what is learned. Where not all of it can be had, this is the order: what is
 * not for sale; `age`, `exclude`, `hide-bought`, `include` (they cut, and are never dropped); one of a family;
 * `at-most`; `pin`; `at-least`; `boost`; among rules of one effect the one that stands first.
 */
export type Rule =
  | IncludeRule
  | ExcludeRule
  | BoostRule
  | PinRule
  | HideBoughtRule
  | AtLeastRule
  | AtMostRule
  | AgeRule;
