import type { Clock, Visitor } from '@armoire/core';
import type { EventKind, LoggedEvent, PointId } from '@armoire/protocol';
import type { ShopSettings } from '../config/index.ts';
import { type Counted, peopleOfAddress, perMinute, Rates } from './traffic-rates.ts';
import { Seen } from './traffic-seen.ts';
import { isCrawler, type Sender } from './traffic-sender.ts';

/** Why an event or a request counts nowhere; docs/traffic.md has the rules. */
export type TrafficRule = 'own' | 'crawler' | 'rate' | 'unseen';

/** Names of the merchant's own people that are remembered. */
const mostOwn = 10_000;

type Happened = Visitor & { readonly kind: EventKind; readonly decision?: string };

/** Tells what does not come from shoppers. */
export class Traffic {
  readonly #settings: ShopSettings['traffic'];
  readonly #rates: Rates;
  readonly #seen: Seen;
  readonly #own = new Set<string>();

  constructor(clock: Pick<Clock, 'now'>, settings: ShopSettings['traffic']) {
    this.#settings = settings;
    this.#rates = new Rates(clock);
    this.#seen = new Seen(clock);
  }

  /** Judges a request for shelves or a choice. */
  request(visitor: Visitor, sender: Sender): TrafficRule | undefined {
    return this.#who(visitor, sender) ?? this.#tooFast(visitor, sender, 'page');
  }

  /** Judges an event of a browser. @param point of the decision that its token names */
  event(event: Happened, sender: Sender, point?: PointId): TrafficRule | undefined {
    const who = this.#who(event, sender);
    if (who !== undefined) return who;
    const { kind, decision } = event;
    if (isCounted(kind) && this.#tooFast(event, sender, kind) !== undefined) return 'rate';
    if (decision === undefined || point === undefined) return undefined;
    if (kind === 'impression') this.#seen.impression(decision, point);
    if (kind !== 'click') return undefined;
    const unseen = this.#seen.isUnseen(
      decision,
      point,
      names(event, sender).map(([name]) => name),
    );
    return unseen ? 'unseen' : undefined;
  }

  /** Judges an order: what the store's server says is believed, but of the merchant's own people it teaches nothing. */
  order(event: Visitor): TrafficRule | undefined {
    return names(event, {}).some(([name]) => this.#own.has(name)) ? 'own' : undefined;
  }

  /** Takes notice of an event that any node has taken. */
  logged(event: LoggedEvent): void {
    if (event.kind !== 'impression' || event.excluded !== undefined) return;
    if ('decision' in event && event.decision !== undefined) this.#seen.impression(event.decision);
  }

  #who(visitor: Visitor, sender: Sender): TrafficRule | undefined {
    if (this.#isOwn(sender)) {
      for (const [name] of names(visitor, {})) {
        this.#own.add(name);
        if (this.#own.size > mostOwn) this.#own.delete(this.#own.keys().next().value as string);
      }
      return 'own';
    }
    return isCrawler(sender.userAgent) ? 'crawler' : undefined;
  }

  #isOwn({ own = false, address }: Sender): boolean {
    if (this.#settings.own === 'count') return false;
    return own || (address !== undefined && this.#settings.addresses.includes(address));
  }

  /** Each name is counted, whichever of them was too fast. */
  #tooFast(visitor: Visitor, sender: Sender, what: Counted): TrafficRule | undefined {
    const fast = names(visitor, sender).map(([name, people]) => this.#rates.isTooFast(name, what, people));
    return fast.includes(true) ? 'rate' : undefined;
  }
}

/** What a sender is counted by, and how many people may be behind it. */
function names(
  { shopper, session }: Visitor,
  { address }: Sender,
): (readonly [name: string, people: number])[] {
  return [
    ...(shopper === undefined ? [] : [[`shopper:${shopper}`, 1] as const]),
    ...(session === undefined ? [] : [[`session:${session}`, 1] as const]),
    ...(address === undefined ? [] : [[`address:${address}`, peopleOfAddress] as const]),
  ];
}

function isCounted(kind: EventKind): kind is EventKind & Counted {
  return kind in perMinute;
}
