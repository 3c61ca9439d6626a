import { isKept, type PageRequest, type ShelfRequest, type Situation, type Visitor } from '@armoire/core';
import type { ShopperGateway } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { ShopRuntime } from './shop.ts';

const mostShelves = 20;
const mostPlaces = 100;
const longestId = 255;
const mostValues = 16;

/** What shoppers may ask of a shop. */
export function shopperGateway(shop: ShopRuntime): ShopperGateway {
  const { engine, clock, observer, tokens } = shop;
  async function timed<T>(kind: 'page' | 'price' | 'choice', visitor: Visitor, decide: () => T | Promise<T>) {
    checkVisitor(visitor);
    const start = clock.monotonic();
    const decided = await decide();
    observer.latency(kind, clock.monotonic() - start);
    return decided;
  }
  return {
    page(request) {
      return timed('page', request.visitor, () => {
        checkPage(request);
        return engine.page(request);
      });
    },
    price: (request) =>
      timed('price', request.visitor, () => {
        if (engine.catalog.require(request.product).status !== 'active')
          throw unknownProduct(request.product);
        return engine.price(request);
      }),
    choice: (request) =>
      timed('choice', request.visitor, () => {
        checkSituation(request.situation);
        return engine.choice(request);
      }),
    product: (id) => engine.catalog.get(id),
    showable: (id) => engine.showable(id),
    token: (decision) => tokens.sign(decision),
    track: (events) => shop.ingest(events, 'browser'),
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
  const texts = [category, product, ...cart, ...entries.flat().map(String)];
  checkTexts(texts, 'situation');
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

function tooMuch(what: string, most: string, path: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `A request cannot have ${what}`, {
    path,
    fix: `Ask for at most ${most}.`,
  });
}
