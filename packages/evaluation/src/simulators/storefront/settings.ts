import type { PointId } from '@armoire/protocol';
import type { ShelfAsk } from './shop.ts';

/** The kinds of pages of the simulated shop. */
export type PageKind = 'home' | 'category' | 'product' | 'cart';

/** Knobs of the simulated world. Utilities are in the logit's own unit. */
export interface Settings {
  /** People who come to the shop. */
  readonly shoppers: number;
  /** Mean sessions of a day. */
  readonly sessionsPerDay: number;
  /** The shelves that each kind of page asks for, in order. */
  readonly shelves: Readonly<Partial<Record<PageKind, readonly ShelfAsk[]>>>;
  /** The price point asked for on product pages; the regular price holds when absent. */
  readonly price?: PointId;
  /** Articles that a category page lists by itself. */
  readonly listed: number;
  /** Share of shoppers who may be recognised; the events of others carry no name. */
  readonly consent: number;
  /** A place k, from 0, is looked at with probability (1 + k)^−decay. */
  readonly positionDecay: number;
  /** Utility of clicking on nothing. */
  readonly nothing: number;
  /** Utility of putting an article of no particular appeal into the cart, at its regular price. */
  readonly want: number;
  /** Factor on ln(price / regular price): own-price elasticity of the mean shopper. */
  readonly elasticity: number;
  /** Probability of ordering what is in the cart at the end of a session. */
  readonly checkout: number;
  /** Utility of keeping what was bought; the more appealing an article, the less it comes back. */
  readonly keep: number;
  /** Radians by which tastes and fashions turn in 30 days; nothing changes at 0, and after π/2 all is new. */
  readonly drift: number;
  /** Factor on how much more an aisle is wanted at the height of its season; 0 for none. */
  readonly season: number;
  /** Pages after which a session is cut off. */
  readonly mostPages: number;
}

export const defaultSettings: Settings = {
  shoppers: 2000,
  sessionsPerDay: 2000,
  shelves: {
    home: [{ point: 'home.popular', count: 6 }],
    category: [{ point: 'category.top', count: 4 }],
    product: [{ point: 'product.related', count: 4 }],
    cart: [{ point: 'cart.more', count: 3 }],
  },
  listed: 12,
  consent: 0.95,
  positionDecay: 0.5,
  nothing: 3.5,
  want: -2.5,
  elasticity: 2.5,
  checkout: 0.65,
  keep: 2.5,
  drift: 0,
  season: 1,
  mostPages: 20,
};

/** Settings given, over the default ones. */
export function settingsFrom(settings: Partial<Settings> = {}): Settings {
  return { ...defaultSettings, ...settings };
}
