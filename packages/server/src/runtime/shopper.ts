import { isKept, type PageRequest, type ShelfRequest, type Situation, type Visitor } from '@armoire/core';
import type { ShopperGateway } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { ShopRuntime } from './shop.ts';
import { referrerKind } from './traffic-sender.ts';
import type { Visit } from './visit.ts';

const mostShelves = 20;
const mostPlaces = 100;
const longestId = 255;
const mostValues = 16;
/** As of an event: the market of a decision becomes that of the events that name it. */
const longestMarket = 35;

/**
 * What shoppers may ask of a shop.
 *
 * @param visit the request that asks; without it, each call is one of its own, whose tokens are not renewed
 */
export function shopperGateway(shop: ShopRuntime, visit?: Visit): ShopperGateway {
  const { engine, clock, observer, tokens, priceTokens, shoppers } = shop;
  const visited = () => visit ?? shop.visit();
  /** With what the request tells of the visitor. Prices are one for all, whoever asks. */
  const judged = (visitor: Visitor): Visitor => {
    const { sender } = visited();
    const excluded = shop.traffic.request(visitor, sender);
    if (excluded !== undefined) observer.excluded('request', excluded);
    return {
      ...visitor,
      ...(sender.traits === undefined ? {} : { traits: sender.traits }),
      ...(excluded === undefined ? {} : { excluded }),
    };
  };
  async function timed<R extends { readonly visitor: Visitor }, T>(
    kind: 'page' | 'price' | 'choice',
    request: R,
    decide: (request: R, age?: number) => T | Promise<T>,
  ): Promise<T> {
    const start = clock.monotonic();
    const here = visited();
    const visitor = await here.visitor(request.visitor);
    const age = await here.age(request.visitor.shopper);
    checkVisitor(visitor);
    const decided = await decide({ ...request, visitor: kind === 'price' ? visitor : judged(visitor) }, age);
    observer.latency(kind, clock.monotonic() - start);
    return decided;
  }
  return {
    page: (asked) =>
      timed('page', asked, (request, age) => {
        checkPage(request);
        checkView(request);
        return engine.page({ ...request, situation: heeded(request.situation, age) });
      }),
    price: (asked) =>
      timed('price', asked, (request) => {
        if (engine.catalog.require(request.product).status !== 'active')
          throw unknownProduct(request.product);
        return engine.price(request);
      }),
    choice: (asked) =>
      timed('choice', asked, (request, age) => {
        checkSituation(request.situation);
        checkView(request);
        return engine.choice({ ...request, situation: heeded(request.situation, age) });
      }),
    product: (id) => engine.catalog.get(id),
    showable: (id, decision) => engine.showable(id, decision),
    token: (decision) => tokens.sign(decision),
    priceToken: (quote) => priceTokens.sign(shop.id, quote),
    shopper: (token) => shoppers.renew(token),
    track: (events) => shop.ingest(events, 'browser', visited()),
  };
}

function checkPage({ shelves, situation }: PageRequest): void {
  if (shelves.length > mostShelves)
    throw tooMuch(`${shelves.length} shelves`, `${mostShelves} shelves`, 'shelves');
  const wide = ({ count = 1 }: ShelfRequest) => !Number.isInteger(count) || count < 0 || count > mostPlaces;
  if (shelves.some(wide)) throw tooMuch('that count', `counts from 0 to ${mostPlaces}`, 'shelves.count');
  checkSituation(situation);
}

/** Values of a situation are logged with each decision, and become its features: a browser must not make them many. */
function checkSituation({ cart = [], category = '', product = '', values = {} }: Situation): void {
  if (cart.length > 500) throw tooMuch('a cart of that size', '500 products', 'situation.cart');
  const entries = Object.entries(values);
  if (entries.length > mostValues)
    throw tooMuch(`${entries.length} values`, `${mostValues} values`, 'situation.values');
  if (typeof values.market === 'string' && values.market.length > longestMarket)
    throw tooMuch('a market of that length', `${longestMarket} characters`, 'situation.values.market');
  const texts = [category, product, ...cart, ...entries.flat().map(String)];
  checkTexts(texts, 'situation');
}

/**
 * What counts of a situation that anybody may have sent. Where a shopper came from is kept as one of a few: an address
 * may tell who they are. How old they are is said by the store alone, in their token.
 */
function heeded(situation: Situation, age: number | undefined): Situation {
  const { age: _, referrer, ...values } = situation.values ?? {};
  return {
    ...situation,
    values: {
      ...values,
      ...(referrer === undefined ? {} : { referrer: referrerKind(String(referrer)) }),
      ...(age === undefined ? {} : { age }),
    },
  };
}

function checkTexts(texts: readonly string[], path: string): void {
  if (texts.some((text) => text.length > longestId)) {
    throw tooMuch('a text of that length', `${longestId} characters`, path);
  }
  if (texts.every(isKept)) return;
  throw new ArmoireError('INVALID_INPUT', 'A text holds NUL or half a character', {
    path,
    fix: 'Send text as it is, without unpaired surrogates.',
  });
}

/** What is not for sale is not there, whoever knows its id. */
function unknownProduct(id: string): ArmoireError {
  return new ArmoireError('UNKNOWN_PRODUCT', `The catalogue has no product "${id}"`, {
    fix: 'Send the product first, or check its id.',
  });
}

function checkVisitor({ shopper = '', session = '' }: Visitor): void {
  checkTexts([shopper, session], 'visitor');
}

function checkView({ view = '' }: Pick<PageRequest, 'view'>): void {
  checkTexts([view], 'view');
}

function tooMuch(what: string, most: string, path: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `A request cannot have ${what}`, {
    path,
    fix: `Ask for at most ${most}.`,
  });
}
