import { type Clock, type Engine, type EventLog, type NewEvent, parseEvent } from '@armoire/core';
import type { Receipt } from '@armoire/graphql';
import {
  ArmoireError,
  type DecisionClaims,
  day,
  type ErrorBody,
  type LoggedEvent,
  minute,
  type OrderEvent,
  type OrderLine,
  type PointId,
  type ShopEvent,
} from '@armoire/protocol';
import type { DecisionTokens } from '../tokens/index.ts';
import type { Observer } from './observer.ts';
import type { Shoppers } from './shoppers.ts';
import type { Traffic } from './traffic.ts';
import type { Sender } from './traffic-sender.ts';
import type { Visit } from './visit.ts';

/** Who sends events: a browser, which anybody may be, or the store's server behind its secret key. */
export type Origin = 'browser' | 'server';

/** A receipt that also says what was kept although a part of it was not believed. */
export interface IngestReceipt extends Receipt {
  readonly warnings: readonly (ErrorBody & { readonly index: number })[];
}

export interface IngestParts {
  readonly engine: Engine;
  readonly events: EventLog;
  readonly traffic: Pick<Traffic, 'event' | 'order'>;
  readonly tokens: DecisionTokens;
  readonly shoppers: Pick<Shoppers, 'trusted'>;
  readonly clock: Clock;
  readonly observer: Observer;
  /** The shop's own: that of events of which nothing tells another. */
  readonly market?: string | undefined;
  /** Called right before events are appended, so that the decisions which they name are handed over first. */
  readonly before: () => void;
  /** Called with what was new, in the order of the log. */
  readonly appended: (events: readonly LoggedEvent[]) => void;
}

type Unordered = Exclude<NewEvent, { readonly lines: unknown }>;

const mostAhead = 5 * minute;
const mostBehind = 30 * day;

/** Takes events: validates each, resolves its tokens, and makes all that are good durable in one go. */
export class Ingest {
  readonly #parts: IngestParts;

  constructor(parts: IngestParts) {
    this.#parts = parts;
  }

  /** Resolves when the good ones are durable; bad ones are in the receipt, by their index. */
  async take(
    inputs: readonly unknown[],
    origin: Origin,
    visit: Pick<Visit, 'shopper' | 'sender'>,
  ): Promise<IngestReceipt> {
    const good: NewEvent[] = [];
    const rejected: (ErrorBody & { index: number })[] = [];
    const warnings: (ErrorBody & { index: number })[] = [];
    for (const [index, input] of inputs.entries()) {
      try {
        const warn = (error: ArmoireError) => warnings.push({ ...error.toJSON(), index });
        const shopper =
          origin === 'browser'
            ? (text: string) => visit.shopper(text)
            : (text: string) => believed(this.#parts.shoppers.trusted(text), warn);
        const event = parseEvent(await identified(input, shopper));
        good.push(await this.#read(event, origin, visit.sender, warn));
      } catch (error) {
        if (!(error instanceof ArmoireError)) throw error;
        rejected.push({ ...error.toJSON(), index });
      }
    }
    const { engine, events, before, appended, observer } = this.#parts;
    let counts = { accepted: 0, duplicates: 0, rejected: rejected.length };
    if (good.length > 0) {
      before();
      const result = await events.append(engine.shop, good);
      counts = { ...counts, accepted: result.events.length, duplicates: result.duplicates.length };
      appended(result.events);
    }
    observer.ingested(counts);
    return { ...counts, rejected, warnings };
  }

  async #read(
    event: ShopEvent,
    origin: Origin,
    sender: Sender,
    warn: (error: ArmoireError) => void,
  ): Promise<NewEvent> {
    const receivedAt = this.#parts.clock.now();
    checkTime(event, receivedAt, origin);
    if (origin === 'browser') return this.#fromBrowser(event, receivedAt, sender);
    const kept =
      'lines' in event
        ? await this.#order(event, receivedAt, warn)
        : (await this.#resolved(event, receivedAt)).event;
    return this.#marked(kept, this.#parts.traffic.order(event));
  }

  /** Anybody may be a browser: it cannot order, say who is which customer, or take an id that an order will need. */
  async #fromBrowser(event: ShopEvent, receivedAt: number, sender: Sender): Promise<NewEvent> {
    if ('lines' in event) throw ordersAreTheServers(event);
    if (event.customer !== undefined) throw customersAreTheServers();
    if ('product' in event && event.product !== undefined) this.#parts.engine.catalog.require(event.product);
    const resolved = await this.#resolved({ ...event, id: `browser:${event.id}` }, receivedAt);
    return this.#marked(resolved.event, this.#parts.traffic.event(resolved.event, sender, resolved.point));
  }

  /** What counts nowhere is kept, and says so. */
  #marked(event: NewEvent, excluded: string | undefined): NewEvent {
    if (excluded === undefined) return event;
    this.#parts.observer.excluded('event', excluded);
    return { ...event, excluded };
  }

  async #resolved(
    event: Exclude<ShopEvent, OrderEvent>,
    receivedAt: number,
  ): Promise<{ readonly event: Unordered; readonly point?: PointId }> {
    if (event.kind === 'search') return { event: this.#placed({ ...event, receivedAt }) };
    const { token, ...rest } = event;
    if (token === undefined) return { event: this.#placed({ ...rest, receivedAt }) };
    const { decision, point, market } = await this.#decision(token);
    return { event: this.#placed({ ...rest, receivedAt, decision }, market), point };
  }

  /** In the market that it names, else in that of its decision, else in the shop's. */
  #placed<E extends { readonly market?: string }>(event: E, decided?: string): E {
    const market = event.market ?? decided ?? this.#parts.market;
    return market === undefined ? event : { ...event, market };
  }

  /** An order is kept whatever its tokens are worth: it must not be lost. */
  async #order(event: OrderEvent, receivedAt: number, warn: (error: ArmoireError) => void) {
    const { lines } = event;
    for (const { unitPrice } of lines) {
      const { currency } = this.#parts.engine.catalog;
      if (unitPrice.currency === currency) continue;
      throw new ArmoireError(
        'CURRENCY_MISMATCH',
        `A line is in ${unitPrice.currency}, the shop in ${currency}`,
        {
          path: 'lines',
          fix: 'Send amounts in the currency of the shop.',
        },
      );
    }
    const decided = await Promise.all(
      lines.map(async ({ token }: OrderLine) =>
        token === undefined ? undefined : await believed(this.#decision(token), warn),
      ),
    );
    const kept = lines.map(({ token: _, ...line }: OrderLine, i) => {
      const claims = decided[i];
      return claims === undefined ? line : { ...line, decision: claims.decision };
    });
    const market = decided.find((claims) => claims?.market !== undefined)?.market;
    return this.#placed({ ...event, receivedAt, lines: kept }, market);
  }

  #decision(token: string): Promise<DecisionClaims> {
    return this.#parts.tokens.verify(token, this.#parts.engine.shop);
  }
}

/** The event with the id of the shopper whom its `shopper` names; without one where it names nobody. */
async function identified(
  input: unknown,
  shopper: (text: string) => Promise<string | undefined>,
): Promise<unknown> {
  const { shopper: text, ...rest } = (input ?? {}) as { readonly shopper?: unknown };
  if (typeof text !== 'string') return input;
  const id = await shopper(text);
  return id === undefined ? rest : { ...rest, shopper: id };
}

/** What a token says, or nothing where it does not count. */
async function believed<T>(token: Promise<T>, warn: (error: ArmoireError) => void): Promise<T | undefined> {
  try {
    return await token;
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    warn(error);
    return undefined;
  }
}

function checkTime({ at }: ShopEvent, now: number, origin: Origin): void {
  if (at > now + mostAhead) {
    throw new ArmoireError('CLOCK_SKEW', 'The event lies more than five minutes in the future', {
      path: 'at',
      fix: 'Set the clock of the sender, and send times in milliseconds since 1970 or as ISO 8601 with a zone.',
    });
  }
  if (origin === 'browser' && at < now - mostBehind) {
    throw new ArmoireError('CLOCK_SKEW', 'The event is more than 30 days old', {
      path: 'at',
      fix: 'Send what is older from the store’s server, with a secret key.',
    });
  }
}

function ordersAreTheServers({ kind }: OrderEvent): ArmoireError {
  return new ArmoireError('FORBIDDEN', `A browser may not send a ${kind}`, {
    path: 'kind',
    fix: 'Send orders from the store’s server with a secret key: POST /v1/orders.',
  });
}

function customersAreTheServers(): ArmoireError {
  return new ArmoireError('FORBIDDEN', 'A browser may not say which customer a shopper is', {
    path: 'customer',
    fix: 'Send shopper and customer together from the store’s server, with an order or any other event.',
  });
}
