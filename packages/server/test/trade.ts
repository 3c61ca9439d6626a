import {
  assign,
  Catalog,
  type Decision,
  type HoldoutArm,
  holdoutArms,
  holdoutLayer,
  type MemoryStorage,
  manualClock,
  memoryStorage,
  type NewEvent,
  People,
  type Point,
} from '@armoire/core';
import { day, type LoggedEvent, minute, type Product } from '@armoire/protocol';
import { resolveConfig } from '../src/config/index.ts';
import { Earned } from '../src/runtime/earned.ts';

export const start = Date.UTC(2026, 0, 1);

type Line = Extract<LoggedEvent, { readonly lines: unknown }>['lines'][number];

/** The logs of a shop, written by hand, and what is told of them. */
export class Trade {
  readonly storage: MemoryStorage = memoryStorage();
  readonly clock = manualClock(start + 10 * day);
  readonly people = new People();
  readonly catalog = new Catalog('EUR');
  readonly points: Readonly<Record<string, Point>>;
  #written = 0;
  #decisions: Decision[] = [];
  #events: NewEvent[] = [];

  /** @param share of the holdout of each point */
  constructor(share = 0.5) {
    const points = {
      home: { kind: 'shelf', holdout: share },
      cart: { kind: 'shelf', holdout: share },
      price: { kind: 'price', holdout: share, slot: day },
    } as const;
    this.points = resolveConfig({ shops: [{ id: 'shop', currency: 'EUR', points }] }).shops[0]?.points ?? {};
    for (let i = 0; i < 3; i++) this.catalog.apply({ kind: 'upsert', product: product(`p${i}`) }, i + 1);
  }

  /** A unit meets a point; the arm that the holdout gives it. */
  meet(point: string, who: Partial<Pick<Decision, 'shopper' | 'session'>>, at: number): HoldoutArm {
    const id = `d${this.#written++}`;
    const unit = who.shopper ?? who.session ?? id;
    const arms = holdoutArms(this.points[point]?.holdout ?? 0);
    const arm = assign(holdoutLayer(point), unit, arms).name as HoldoutArm;
    this.decide({ id, point, at, ...who, unit: { kind: kindOf(who), id: unit } }, arm);
    return arm;
  }

  decide(about: Pick<Decision, 'id' | 'point' | 'at' | 'unit'> & Partial<Decision>, arm: HoldoutArm): void {
    this.#decisions.push({
      shop: 'shop',
      kind: 'shelf',
      seed: 1,
      context: { values: {}, schema: 'c' },
      chosen: [],
      propensities: [],
      policy: { id: 'p', version: 1, state: {} },
      source: arm === 'control' ? 'control' : 'policy',
      reasons: [],
      experiment: { layer: holdoutLayer(about.point), arm },
      ...about,
    });
  }

  happen(kind: 'click' | 'view', at: number, more: object): void {
    this.#add({ kind, at, ...more });
  }

  order(kind: 'purchase' | 'refund', order: string, at: number, lines: readonly Line[], more: object): void {
    this.#add({ kind, at, order, lines, ...more });
  }

  /** Writes what was noted into the logs. */
  async write(): Promise<void> {
    await this.storage.decisions.append(this.#decisions, []);
    const inOrder = this.#events.sort((a, b) => a.receivedAt - b.receivedAt);
    const { events } = await this.storage.events.append('shop', inOrder);
    for (const event of events) this.people.observe(event);
    this.#decisions = [];
    this.#events = [];
  }

  /** A desk that has counted nothing yet. */
  earned(): Earned {
    const { storage, points, people, catalog, clock } = this;
    const { events, decisions, state } = storage;
    return new Earned({ shop: 'shop', points, events, decisions, state, people, catalog, clock });
  }

  #add(event: { readonly kind: string; readonly at: number } & Record<string, unknown>): void {
    this.#events.push({ id: `e${this.#written++}`, receivedAt: event.at + 10, ...event } as NewEvent);
  }
}

export function line(amount: number, quantity = 1, more: Partial<Line> = {}): Line {
  return { product: 'p0', quantity, unitPrice: { amount, currency: 'EUR' }, ...more };
}

/** Taxed at 25 %, at a net cost of 2.00; the last has no cost. */
function product(id: string): Product {
  const cost = id === 'p2' ? {} : { cost: { amount: 200, currency: 'EUR' } };
  return {
    id,
    title: id,
    status: 'active',
    variants: [{ id: `${id}-v`, price: { amount: 1000, currency: 'EUR' }, ...cost }],
    categories: ['all'],
    taxRate: 0.25,
    updatedAt: minute,
  };
}

function kindOf({ shopper, session }: Partial<Pick<Decision, 'shopper' | 'session'>>) {
  return shopper !== undefined ? ('shopper' as const) : session !== undefined ? 'session' : 'request';
}
