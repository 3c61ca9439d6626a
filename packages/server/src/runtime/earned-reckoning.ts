import {
  type Catalog,
  type Decision,
  type DecisionLog,
  type EventLog,
  type HoldoutArm,
  holdoutLayer,
  type People,
  type Point,
  returns,
  slotOf,
} from '@armoire/core';
import {
  type Instant,
  type LoggedEvent,
  type Offset,
  type PointId,
  type ShopId,
  second,
} from '@armoire/protocol';
import { boughtMoney, type LineMoney, returnedMoney } from './earned-lines.ts';
import { addMoney, HoldoutUnits, type UnitTally } from './earned-units.ts';

/** Decisions and events of one page: little enough that reading it does not hold up whoever is served meanwhile. */
const page = 200;
/** What is younger may not be in the log yet: another node may be writing it. */
const settled = 30 * second;

export interface ReckoningParts {
  readonly shop: ShopId;
  readonly points: Readonly<Record<PointId, Point>>;
  readonly events: EventLog;
  readonly decisions: DecisionLog;
  readonly people: Pick<People, 'person'>;
  readonly catalog: Catalog;
}

/** A unit that had met a point when something happened. */
interface Met {
  readonly layer: HoldoutUnits;
  readonly tally: UnitTally;
}

type Order = Extract<LoggedEvent, { readonly lines: unknown }>;

/**
 * Counts what the units of all holdouts did after they first met their point, page by page from the logs. It goes on
 * from where it stopped, so that a second look is cheap. It holds a tally for each unit, and the id of each order.
 */
export class Reckoning {
  readonly layers = new Map<PointId, HoldoutUnits>();
  readonly #parts: ReckoningParts;
  readonly #since: Instant;
  readonly #end: Instant;
  #until: Instant;
  #offset: Offset = 0;
  /** Orders that were bought, and those that came back before the log knew that they were bought. */
  readonly #bought = new Set<string>();
  readonly #early = new Set<string>();
  #tail: Promise<void> = Promise.resolve();

  constructor(parts: ReckoningParts, since: Instant, until: Instant) {
    this.#parts = parts;
    this.#since = since;
    this.#end = until;
    this.#until = since - 1;
  }

  /** Up to here everything is counted. */
  get until(): Instant {
    return this.#until;
  }

  /** Counts what is settled by now. */
  advance(now: Instant): Promise<void> {
    const next = this.#tail.then(() => this.#count(Math.min(now - settled, this.#end)));
    this.#tail = next.catch(() => {});
    return next;
  }

  async #count(until: Instant): Promise<void> {
    if (until <= this.#until) return;
    await this.#meet(until);
    this.#until = until;
    await this.#observe(until);
  }

  async #meet(until: Instant): Promise<void> {
    const { shop, decisions } = this.#parts;
    const range = { since: this.#until + 1, until };
    let cursor: string | undefined;
    do {
      const { items, next } = await decisions.list(shop, range, 'asc', page, cursor);
      for (const decision of items) this.#decided(decision);
      cursor = next;
    } while (cursor !== undefined);
  }

  #decided(decision: Decision): void {
    const arm = armOf(decision);
    if (arm === undefined) return;
    const { point, at, kind, price, unit } = decision;
    const layer = this.layers.get(point) ?? new HoldoutUnits();
    this.layers.set(point, layer);
    if (kind === 'price') {
      layer.meet(slotName(price?.product ?? '', unit.slot ?? 0), arm, at);
      return;
    }
    const person = this.#parts.people.person(decision);
    if (person === undefined) layer.asked[arm]++;
    else layer.meet(person, arm, at);
  }

  async #observe(until: Instant): Promise<void> {
    const { shop, events } = this.#parts;
    if (this.layers.size === 0) return;
    for (;;) {
      const read = await events.read(shop, this.#offset, page);
      const beyond = read.findIndex(({ receivedAt }) => receivedAt > until);
      const known = beyond === -1 ? read : read.slice(0, beyond);
      const requests = await this.#requests(known);
      for (const event of known) {
        await this.#happened(event, requests);
        this.#offset = event.offset;
      }
      if (known.length < page) return;
    }
  }

  /** The decisions that events name, of those that were made for a request alone. */
  async #requests(events: readonly LoggedEvent[]): Promise<ReadonlyMap<string, Decision>> {
    const { shop, decisions, people } = this.#parts;
    const ids = new Set(
      events.flatMap((event) => (this.#met(people.person(event)) ? [] : decisionsOf(event))),
    );
    const found = ids.size === 0 ? [] : await decisions.get(shop, [...ids]);
    return new Map(
      found.flatMap((decision) =>
        decision.unit.kind === 'request' ? [[decision.id, decision] as const] : [],
      ),
    );
  }

  async #happened(event: LoggedEvent, requests: ReadonlyMap<string, Decision>): Promise<void> {
    // Robots and the shop's own people are no traffic, on whichever side they came.
    if (event.excluded !== undefined) return;
    this.#login(event);
    if ('lines' in event) {
      await this.#ordered(event, requests);
      return;
    }
    if (event.kind !== 'click') return;
    const decisions = decisionsOf(event);
    for (const { tally } of this.#units(event, decisions, requests)) tally.clicks++;
    if (!('product' in event) || event.product === undefined) return;
    for (const { tally } of this.#slots(event.product, event.at)) tally.clicks++;
  }

  /** A name that was someone's own until now is that of a customer from here on. */
  #login(event: LoggedEvent): void {
    const person = this.#parts.people.person(event);
    if (event.shopper === undefined || person === undefined) return;
    for (const layer of this.layers.values()) layer.rename(`shopper:${event.shopper}`, person);
  }

  async #ordered(event: Order, requests: ReadonlyMap<string, Decision>): Promise<void> {
    const { shop, events } = this.#parts;
    if (event.kind === 'purchase') {
      if (this.#bought.has(event.order)) return;
      this.#bought.add(event.order);
      this.#take(event, event, requests, 1);
      if (!this.#early.delete(event.order)) return;
    } else if (!this.#bought.has(event.order)) {
      this.#early.add(event.order);
      return;
    }
    const order = (await events.order(shop, event.order)).filter(isOrder);
    const purchase = order.find(({ kind }) => kind === 'purchase');
    if (purchase === undefined) return;
    const refunds = order.filter(({ kind, offset }) => kind === 'refund' && offset <= event.offset);
    const due = event.kind === 'refund' ? refunds.filter(({ id }) => id === event.id) : refunds;
    const asked = await this.#requests([purchase]);
    for (const refund of due) this.#take(refund, purchase, asked, 0, refunds);
  }

  /** Books an order, or what a refund takes back of it, for whoever bought, when they bought it. */
  #take(
    event: Order,
    purchase: Order,
    requests: ReadonlyMap<string, Decision>,
    orders: 0 | 1,
    refunds: readonly Order[] = [],
  ): void {
    if (purchase.at < this.#since || purchase.at > this.#end) return;
    const { catalog } = this.#parts;
    const earlier = refunds.filter(({ offset }) => offset < event.offset);
    const lines =
      orders === 1
        ? event.lines.map((line) => boughtMoney(line, catalog))
        : returns(event, purchase, earlier).map((back) => returnedMoney(back, catalog));
    for (const met of this.#units(purchase, decisionsOf(purchase), requests)) {
      met.tally.orders += orders;
      for (const line of lines) book(met, line, orders);
    }
    for (const line of lines) {
      for (const met of this.#slots(line.product, purchase.at)) {
        met.tally.orders += orders;
        book(met, line, orders);
      }
    }
  }

  /** The tallies of whoever did something, in each layer that they had met by then. */
  *#units(
    event: LoggedEvent,
    decisions: readonly string[],
    requests: ReadonlyMap<string, Decision>,
  ): IterableIterator<Met> {
    const person = this.#parts.people.person(event);
    if (this.#met(person)) {
      for (const layer of this.layers.values()) {
        const tally = layer.units.get(person ?? '');
        if (tally !== undefined && tally.first <= event.at) yield { layer, tally };
      }
      return;
    }
    const counted = new Set<string>();
    for (const id of decisions) {
      const decision = requests.get(id);
      const arm = decision && armOf(decision);
      const layer = decision && this.layers.get(decision.point);
      const within = decision !== undefined && decision.at >= this.#since && decision.at <= this.#until;
      if (arm === undefined || layer === undefined || !within || counted.has(id)) continue;
      counted.add(id);
      yield { layer, tally: layer.request(id, arm, decision.at) };
    }
  }

  /** The slots of a product at a time, in the layers of prices. */
  *#slots(product: string, at: Instant): IterableIterator<Met> {
    for (const [id, layer] of this.layers) {
      const point = this.#parts.points[id];
      if (point?.kind !== 'price') continue;
      const tally = layer.units.get(slotName(product, slotOf(point, at)));
      if (tally !== undefined && tally.first <= at) yield { layer, tally };
    }
  }

  #met(person: string | undefined): boolean {
    if (person === undefined) return false;
    for (const { units } of this.layers.values()) if (units.has(person)) return true;
    return false;
  }
}

function book(
  { layer, tally }: Met,
  { currency, revenue, profit, costKnown }: LineMoney,
  orders: 0 | 1,
): void {
  addMoney(tally, currency, revenue, profit);
  if (!costKnown) layer.linesWithoutCost += orders;
}

function armOf({ point, experiment }: Decision): HoldoutArm | undefined {
  if (experiment === undefined || experiment.layer !== holdoutLayer(point)) return undefined;
  return experiment.arm === 'control' ? 'control' : 'armoire';
}

function decisionsOf(event: LoggedEvent): string[] {
  if ('lines' in event) return event.lines.flatMap(({ decision }) => decision ?? []);
  return 'decision' in event && event.decision !== undefined ? [event.decision] : [];
}

function isOrder(event: LoggedEvent): event is Order {
  return 'lines' in event;
}

/** Cannot be a person's name, which begins with its kind. */
function slotName(product: string, slot: number): string {
  return JSON.stringify([product, slot]);
}
