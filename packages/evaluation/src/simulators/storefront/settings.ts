import { ArmoireError, type Duration, type PointId, type ProductId } from '@armoire/protocol';
import type { ShelfAsk } from './shop.ts';

/** The kinds of pages of the simulated shop. */
export type PageKind = 'home' | 'category' | 'product' | 'cart';

/**
 * How shoppers go through the places of a page: each by its rank alone, or from the first on until something is clicked
 * on; `look` has the formulas.
 */
export type Attention = 'position' | 'cascade';

/** Pieces are counted: what has been sold cannot be bought again before more of it comes. */
export interface StockSettings {
  /** Pieces of an article that are there at first, and that a delivery brings: evenly between 1 and twice this, less 1. */
  readonly pieces: number;
  /** Mean time from the last piece to the next delivery, exponentially distributed. */
  readonly delivery: Duration;
}

/** Programs that visit the shop, as many visits of each kind for one session of a shopper. */
export interface BotSettings {
  /** Search engines: every page of the shop, under a name that says what they are. */
  readonly crawlers?: number;
  /** Price robots: the same pages, quicker, as a browser with a session. */
  readonly scrapers?: number;
  /** Click farms: clicks on one article by the hundred, most of them on what nobody has seen. */
  readonly farms?: number;
  /** What farms push; the last article of the catalogue when absent. */
  readonly pushed?: ProductId;
}

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
  readonly attention: Attention;
  /** With attention by position: a place k, from 0, is looked at with probability (1 + k)^−decay. */
  readonly positionDecay: number;
  /** With attention by cascade: probability of going on to the next place after one that was not clicked on. */
  readonly perseverance: number;
  /** Share of sessions without recommendations: the shopper finds things by search and category alone. */
  readonly organic: number;
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
  /** There is always enough of everything when absent. */
  readonly stock?: StockSettings;
  /** Only people come when absent. */
  readonly bots?: BotSettings;
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
  attention: 'position',
  positionDecay: 0.5,
  perseverance: 0.85,
  organic: 0,
  nothing: 3.5,
  want: -2.5,
  elasticity: 2.5,
  checkout: 0.65,
  keep: 2.5,
  drift: 0,
  season: 1,
  mostPages: 20,
};

/**
 * Settings given, over the default ones.
 *
 * @throws ArmoireError INVALID_INPUT for a share that is none, stock without pieces, or bots less than none
 */
export function settingsFrom(settings: Partial<Settings> = {}): Settings {
  const all = { ...defaultSettings, ...settings };
  const { organic, perseverance, consent, stock, bots = {} } = all;
  const isShare = (value: number) => value >= 0 && value <= 1;
  for (const [name, value] of Object.entries({ organic, perseverance, consent }))
    if (!isShare(value)) throw refused(name, value, 'Give a share from 0 to 1.');
  if (stock !== undefined && !(Number.isInteger(stock.pieces) && stock.pieces > 0))
    throw refused('stock.pieces', stock.pieces, 'Give a whole number from 1.');
  if (stock !== undefined && !(stock.delivery > 0))
    throw refused('stock.delivery', stock.delivery, 'Give a time above 0, in milliseconds.');
  for (const [name, value] of Object.entries(bots))
    if (name !== 'pushed' && !(typeof value === 'number' && value >= 0 && Number.isFinite(value)))
      throw refused(`bots.${name}`, value, 'Give visits for one session of a shopper, from 0.');
  return all;
}

function refused(path: string, value: unknown, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `The simulated world cannot have ${path} = ${String(value)}`, {
    path,
    fix,
  });
}
