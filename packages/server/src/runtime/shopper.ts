import type { PageRequest, ShelfRequest, Visitor } from '@armoire/core';
import type { ShopperGateway } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { ShopRuntime } from './shop.ts';

const mostShelves = 20;
const mostPlaces = 100;
const longestId = 255;

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
    price: (request) => timed('price', request.visitor, () => engine.price(request)),
    choice: (request) => timed('choice', request.visitor, () => engine.choice(request)),
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
  if ((situation.cart?.length ?? 0) > 500)
    throw tooMuch('a cart of that size', '500 products', 'situation.cart');
}

function checkVisitor({ shopper = '', session = '' }: Visitor): void {
  if (shopper.length > longestId || session.length > longestId) {
    throw tooMuch('a visitor with ids of that length', `${longestId} characters`, 'visitor');
  }
}

function tooMuch(what: string, most: string, path: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `A page cannot have ${what}`, {
    path,
    fix: `Ask for at most ${most}.`,
  });
}
