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
  type ShopRuntime,
  shopperGateway,
  silentLog,
  steadyClock,
  systemClock,
  systemEntropy,
} from './runtime/index.ts';
export { type TokenOptions, Tokens } from './tokens.ts';
