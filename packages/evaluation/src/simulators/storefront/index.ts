export { type BotKind, botKinds } from './bots.ts';
export { type CatalogueOptions, inventCatalogue } from './catalogue.ts';
export { appeal, examination } from './choice.ts';
export { type EngineShop, type EngineShopOptions, engineShop } from './engine-shop.ts';
export {
  type SessionStart,
  type StepInfo,
  type StorefrontEnvironment,
  storefrontEnvironment,
} from './environment.ts';
export { type HttpShopOptions, httpShop } from './http-shop.ts';
export { type PacedClock, type PaceOptions, pacedClock } from './paced.ts';
export { type PairedDifference, pairedDifference } from './paired.ts';
export { plainShop } from './plain-shop.ts';
export { popularityShop } from './popularity-shop.ts';
export {
  type Attention,
  type BotSettings,
  defaultSettings,
  type PageKind,
  type Settings,
  type StockSettings,
} from './settings.ts';
export type {
  Answer,
  Ask,
  PageAnswer,
  PageAsk,
  PriceAnswer,
  PriceAsk,
  ShelfAsk,
  Shop,
  ShownShelf,
} from './shop.ts';
export { type Shopper, shopper, simulatedPrefix } from './shoppers.ts';
export { finished, type Progress, type SimulateOptions, type Summary, simulate } from './simulate.ts';
export { Stockroom } from './stockroom.ts';
export type { Totals as ShopTotals } from './tally.ts';
export { type TunedPopularity, type TuningOptions, tunePopularity } from './tuning.ts';
export {
  type Aisle,
  type Article,
  profitOf,
  type Segment,
  storefrontWorld,
  type World,
  type WorldOptions,
} from './world.ts';
