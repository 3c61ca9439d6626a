export { allScopes } from './access/index.ts';
export { type Armoire, type ArmoireOptions, createArmoire } from './armoire.ts';
export {
  type ArmoireConfig,
  defaultPoints,
  defineConfig,
  type LoadedConfig,
  loadConfig,
  type PointInput,
  type Settings,
  type ShopSettings,
} from './config/index.ts';
export type { DashboardFiles, DashboardOptions } from './dashboard/index.ts';
export {
  createHandler,
  type Handler,
  type HandlerOptions,
  type Listening,
  listen,
  Metrics,
  toNodeHandler,
  type WidgetScript,
} from './http/index.ts';
export { type ImportOptions, type ImportReport, type ImportSink, runImport } from './import/index.ts';
export {
  type IngestReceipt,
  importSink,
  type Log,
  merchantGateway,
  nobody,
  type Observer,
  type Origin,
  openShop,
  type ShopParts,
  type Shoppers,
  type ShopRuntime,
  shopperGateway,
  silentLog,
  steadyClock,
  systemClock,
  systemEntropy,
  type Visit,
} from './runtime/index.ts';
export {
  DecisionTokens,
  type DecisionTokensOptions,
  type KnownShopper,
  ShopperTokens,
  type ShopperTokensOptions,
  SigningKeys,
  type SigningKeysOptions,
} from './tokens/index.ts';
