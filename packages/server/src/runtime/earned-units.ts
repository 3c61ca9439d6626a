import type { HoldoutArm } from '@armoire/core';
import type { Instant } from '@armoire/protocol';

/** Money of one unit in one currency, in minor units. */
interface UnitMoney {
  revenue: number;
  profit: number;
}

/** What is known of one unit of a holdout. */
export interface UnitTally {
  arm: HoldoutArm;
  /** When it first met the point. */
  first: Instant;
  /** It met the other arm, too. */
  moved: boolean;
  clicks: number;
  orders: number;
  readonly money: Map<string, UnitMoney>;
}

/** The units of one point's holdout, by name. */
export class HoldoutUnits {
  readonly units = new Map<string, UnitTally>();
  /** Requests without consent, by decision: only those of which something is known, and how many there were. */
  readonly requests = new Map<string, UnitTally>();
  readonly asked: Record<HoldoutArm, number> = { control: 0, armoire: 0 };
  linesWithoutCost = 0;

  /** A unit meets the point; the arm of the first time is the one that it counts in. */
  meet(name: string, arm: HoldoutArm, at: Instant): void {
    const known = this.units.get(name);
    if (known === undefined) this.units.set(name, blank(arm, at));
    else join(known, blank(arm, at));
  }

  /** A request whose decision led to something. */
  request(decision: string, arm: HoldoutArm, at: Instant): UnitTally {
    const known = this.requests.get(decision) ?? blank(arm, at);
    this.requests.set(decision, known);
    return known;
  }

  /** Two names turn out to be one unit. */
  rename(from: string, to: string): void {
    const moved = this.units.get(from);
    if (moved === undefined || from === to) return;
    this.units.delete(from);
    const known = this.units.get(to);
    if (known === undefined) this.units.set(to, moved);
    else join(known, moved);
  }
}

export function addMoney(tally: UnitTally, currency: string, revenue: number, profit: number): void {
  const known = tally.money.get(currency) ?? { revenue: 0, profit: 0 };
  known.revenue += revenue;
  known.profit += profit;
  tally.money.set(currency, known);
}

function blank(arm: HoldoutArm, first: Instant): UnitTally {
  return { arm, first, moved: false, clicks: 0, orders: 0, money: new Map() };
}

function join(known: UnitTally, other: UnitTally): void {
  known.moved ||= other.moved || known.arm !== other.arm;
  if (other.first < known.first) {
    known.first = other.first;
    known.arm = other.arm;
  }
  known.clicks += other.clicks;
  known.orders += other.orders;
  for (const [currency, { revenue, profit }] of other.money) addMoney(known, currency, revenue, profit);
}
